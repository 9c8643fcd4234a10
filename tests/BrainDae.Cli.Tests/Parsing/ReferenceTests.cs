using BrainDae.Cli.Options;
using BrainDae.Cli.Tests.Architecture;
using Spectre.Console.Testing;

namespace BrainDae.Cli.Tests.Parsing;

/// <summary>What the documents say about flags is what the program does.</summary>
public sealed class ReferenceTests
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

    private static string Repository => SourceFiles.Root();

}
