using System.Text.RegularExpressions;
using BrainDae.Cli.Options;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli.Tests.Architecture;

/// <summary>Libraries name properties in their messages, and the command line makes flags of them.</summary>
public sealed partial class MessageTests
{
    /// <summary>Properties of the training options that no flag sets.</summary>
    private static readonly string[] WithoutFlag =
    [
        "Network.Channels", "Network.BottleneckChannels", "Corruption.Octaves", "Corruption.Persistence", "Corruption.Wavelength", "Lesions.MaximumCount",
    ];

    [Fact]
    public void No_library_names_a_flag_but_in_a_whole_command() =>
        Assert.DoesNotContain(OfLibraries(assembly => assembly.Texts()), text => Flag().IsMatch(Command().Replace(text, "")));

    /// <summary>A name between backticks is plain text, which no command line can word.</summary>
    [Fact]
    public void No_library_writes_the_name_of_an_option_into_text() =>
        Assert.DoesNotContain(OfLibraries(assembly => assembly.Texts()), Named().IsMatch);

    [Fact]
    public void Every_property_that_a_library_names_has_its_flag()
    {
        string[] named = [.. OfLibraries(assembly => assembly.OptionProperties()).Distinct()];
        Assert.True(named.Length > 40, $"only {named.Length} names were found");

        var train = CommandOf("train");
        Assert.DoesNotContain(named.Except(WithoutFlag), property => !FlagNames.In($"{new OptionName(property)}", train).StartsWith("--", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("train", "BatchSize", "--batch_size")]
    [InlineData("train", "Corruption.Resolution", "--noise_res")]
    [InlineData("train", "identifier", "--identifier")]
    [InlineData("train", "ValFraction", "--val-fraction")] // of another command
    [InlineData("preprocess", "Size", "--size")] // of a record inside the options
    [InlineData("predict", "ThresholdKind", "--threshold")] // two properties, one flag
    [InlineData("evaluate", "Lesions.MinimumVolume", "--min-volume")]
    [InlineData("train", "Other", "Other")]
    public void An_option_gets_the_flag_that_sets_it(string command, string property, string flag) =>
        Assert.Equal($"{flag} 7: no", FlagNames.In($"{new OptionName(property)} {7}: no", CommandOf(command)));

    private static System.CommandLine.Command CommandOf(string name) => BrainDaeApp.CreateRootCommand(AnsiConsole.Console).Subcommands.Single(command => command.Name == name);

    private static IEnumerable<string> OfLibraries(Func<CompiledAssembly, IEnumerable<string>> read) => NamespaceTests.Projects.Select(row => row.Data).Where(project => project != "BrainDae.Cli").SelectMany(project =>
    {
        using var assembly = new CompiledAssembly(project);
        return read(assembly).ToArray();
    });

    [GeneratedRegex("--[a-z]")]
    private static partial Regex Flag();

    [GeneratedRegex("`([A-Z][A-Za-z.]*|anonymous|device|identifier|modalities|resume)`")]
    private static partial Regex Named();

    [GeneratedRegex("braindae [a-z]+( -id \\{[A-Za-z]+\\})?( --[a-z-]+)*")]
    private static partial Regex Command();
}
