using System.Text.RegularExpressions;
using BrainDae.Cli.Options;
using Spectre.Console;

namespace BrainDae.Cli.Tests.Architecture;

/// <summary>Libraries name properties in their messages, and the command line makes flags of them.</summary>
public sealed partial class MessageTests
{
    [Fact]
    public void No_library_names_a_flag_but_in_a_whole_command()
    {
        Assert.SkipUnless(SourceNamespaces.AreThere, "the sources are not beside the tests");

        Assert.DoesNotContain(LibraryTexts(), text => Flag().IsMatch(Command().Replace(text, "")));
    }

    [Fact]
    public void Every_property_that_a_library_names_has_its_flag()
    {
        Assert.SkipUnless(SourceNamespaces.AreThere, "the sources are not beside the tests");
        string[] named = [.. LibraryTexts().SelectMany(text => FlagNames.Named().Matches(text)).Select(match => match.Groups[1].Value).Distinct()];

        Assert.True(named.Length > 20, $"only {named.Length} names were found");
        Assert.Empty(named.Except(FlagNames.All.Keys));
    }

    [Fact]
    public void Every_flag_in_the_list_is_one_of_a_command()
    {
        var flags = BrainDaeApp.CreateRootCommand(AnsiConsole.Console).Subcommands.SelectMany(command => command.Options).Select(option => option.Name).ToHashSet();

        Assert.Empty(FlagNames.All.Values.Except(flags));
    }

    [Fact]
    public void Names_between_backticks_become_flags_and_unknown_ones_stay_words() => Assert.Equal(
        "--batch_size 0: must be 1 or more; --noise_res 7; Other",
        FlagNames.In("`BatchSize` 0: must be 1 or more; `Corruption.Resolution` 7; `Other`"));

    private static IEnumerable<string> LibraryTexts() => SourceNamespaces.LibraryFiles
        .SelectMany(File.ReadLines)
        .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
        .SelectMany(line => Text().Matches(line).Select(match => match.Value));

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();

    [GeneratedRegex("--[a-z]")]
    private static partial Regex Flag();

    [GeneratedRegex("braindae [a-z]+( -id \\{[A-Za-z]+\\})?( --[a-z-]+)*")]
    private static partial Regex Command();
}
