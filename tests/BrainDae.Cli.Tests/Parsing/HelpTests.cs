using BrainDae.Files;
using Spectre.Console.Testing;

namespace BrainDae.Cli.Tests.Parsing;

public sealed class HelpTests
{
    public static TheoryData<string> Commands
    {
        get
        {
            using var console = new TestConsole();
            return [.. BrainDaeApp.CreateRootCommand(console).Subcommands.Select(command => command.Name)];
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_help_of_a_command_lists_every_flag_and_an_example(string name)
    {
        using var console = new TestConsole();
        var command = BrainDaeApp.CreateRootCommand(console).Subcommands.Single(c => c.Name == name);
        var help = await CommandLine.Succeed(name, "--help");
        Assert.True(command.Options.Count + command.Arguments.Count > 0);
        foreach (var flag in command.Options.SelectMany(option => option.Aliases.Append(option.Name)))
        {
            Assert.Contains(flag, help.OutputWords.Split(' ', ','));
        }

        Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description)));
        Assert.Contains($"Example:\n  braindae {name}", help.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_example_of_a_command_can_be_parsed(string name)
    {
        using var console = new TestConsole();
        var root = BrainDaeApp.CreateRootCommand(console);
        using var output = new StringWriter();
        root.Parse([name, "--help"]).Invoke(new() { Output = output });
        var example = output.ToString().Split('\n').Last(line => line.StartsWith("  braindae ", StringComparison.Ordinal));
        Assert.Empty(root.Parse(example.Trim()["braindae ".Length..]).Errors);
    }

    [Fact]
    public async Task The_help_of_the_program_lists_every_command()
    {
        var help = await CommandLine.Succeed("--help");
        Assert.All(Commands.Select(row => row.Data), name => Assert.Contains(name, help.OutputWords.Split(' ')));
    }

    [Fact]
    public async Task The_version_is_the_one_that_every_result_names() =>
        Assert.Equal(SoftwareVersion.Text, (await CommandLine.Succeed("--version")).Output.Trim());
}
