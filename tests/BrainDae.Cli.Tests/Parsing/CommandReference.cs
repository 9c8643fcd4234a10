using System.CommandLine;
using System.Text;
using BrainDae.Cli.Commands;
using BrainDae.Cli.Options;
using Spectre.Console.Testing;

namespace BrainDae.Cli.Tests.Parsing;

/// <summary>Renders docs/reference/commands.md from the declarations of the commands, the only place that says what a flag is.</summary>
internal static class CommandReference
{
    public static string Render()
    {
        using var console = new TestConsole();
        var text = new StringBuilder("# Commands and flags\n\n");
        text.Append("Generated from what the commands declare. A flag or an argument in bold is required. Flags of the published implementation keep their names, meanings and defaults: `-s` of preprocess; `-id`, `-nr`, `-ns`, `-s`, `-bs` of train; `-id`, `-s`, `-cc` of evaluate.\n");
        foreach (var command in BrainDaeApp.CreateRootCommand(console).Subcommands)
        {
            text.Append($"\n## {command.Name}\n{command.Description}\n\n```sh\n{((BrainDaeCommand)command).Example}\n```\n");
            if (command.Arguments.Count > 0)
            {
                text.Append("\n| argument | meaning |\n|---|---|\n");
            }

            foreach (var argument in command.Arguments)
            {
                var several = argument.Arity.MaximumNumberOfValues > 1 ? "..." : "";
                text.Append($"| {(argument.Arity.MinimumNumberOfValues > 0 ? $"**`{argument.Name}{several}`**" : $"`{argument.Name}{several}`")} | {Escaped(argument.Description!)} |\n");
            }

            if (command.Options.Count > 0)
            {
                text.Append("\n| flag | default | meaning |\n|---|---|---|\n");
            }

            foreach (var option in command.Options)
            {
                text.Append($"| {Names(option)} | {(DefaultText.Of(option) is { } value ? $"`{value}`" : "")} | {Escaped(option.Description!)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Names(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).Select(name => $"`{name}`"));
        var value = option.HelpName is { Length: > 0 } placeholder ? $" {Escaped(placeholder)}" : "";
        return option.Required ? $"**{names}**{value}" : names + value;
    }

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
