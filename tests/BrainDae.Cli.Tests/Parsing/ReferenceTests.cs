using System.Text.RegularExpressions;
using BrainDae.Cli.Tests.Architecture;
using Spectre.Console.Testing;

namespace BrainDae.Cli.Tests.Parsing;

/// <summary>What the documents say about flags is what the program does.</summary>
public sealed partial class ReferenceTests
{
    /// <summary>Set to 1, it makes the test write the reference anew instead of comparing.</summary>
    private const string WriteVariable = "BRAINDAE_WRITE_REFERENCE";

    [Fact]
    public void The_reference_is_what_the_commands_declare()
    {
        var path = Path.Combine(Repository, "docs", "reference", "commands.md");
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, CommandReference.Render());
        }

        Assert.True(CommandReference.Render() == File.ReadAllText(path).ReplaceLineEndings("\n"), $"{path} is not what the commands declare: run this test with {WriteVariable}=1 and commit the file.");
    }

    [Fact]
    public void Every_flag_that_the_documents_name_exists()
    {
        using var console = new TestConsole();
        var root = BrainDaeApp.CreateRootCommand(console);
        var known = root.Subcommands.SelectMany(command => command.Options).Concat(root.Options).SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet(StringComparer.Ordinal);
        var lines = File.ReadLines(Path.Combine(Repository, "README.md")).Where(line => !line.Contains("dotnet ", StringComparison.Ordinal) && !line.Contains(".csproj", StringComparison.Ordinal) && !line.Contains("tensorboard", StringComparison.OrdinalIgnoreCase));
        var named = lines.SelectMany(line => LongFlag().Matches(line)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count > 10);
        Assert.DoesNotContain(named, flag => !known.Contains(flag));
    }

    [Theory]
    [MemberData(nameof(HelpTests.Commands), MemberType = typeof(HelpTests))]
    public async Task Help_shows_each_default_as_it_is_typed(string name)
    {
        using var console = new TestConsole();
        var command = BrainDaeApp.CreateRootCommand(console).Subcommands.Single(c => c.Name == name);
        var help = (await CommandLine.Succeed(name, "--help")).OutputWords;
        // The generated help shows no default that is false.
        foreach (var option in command.Options.Where(option => DefaultText.Of(option) is not null and not "False"))
        {
            var text = DefaultText.Of(option)!;
            Assert.Contains($"[default: {text}]", help, StringComparison.Ordinal);

            // What is typed is read as the default.
            var parsed = command.Parse($"{option.Name} {text}");
            Assert.DoesNotContain(parsed.Errors, error => error.Message.Contains(option.Name, StringComparison.Ordinal) && !error.Message.Contains("required", StringComparison.Ordinal));
        }
    }

    private static string Repository => SourceNamespaces.Root();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z0-9_-]+")]
    private static partial Regex LongFlag();
}
