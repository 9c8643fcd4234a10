using System.CommandLine;
using BrainDae.Files;

namespace BrainDae.Cli.Options;

/// <summary>Finds the flag that sets what a library's message names.</summary>
internal static class FlagNames
{
    /// <summary>The message with flags: those of the command at hand, and where it has none for an option, those of the other commands.</summary>
    public static string In(FailureText message, Command command)
    {
        Command[] commands = [command, .. command.Parents.OfType<Command>().SelectMany(root => root.Subcommands)];
        return message.Worded(property => commands.Select(one => Find(one, property)).FirstOrDefault(name => name is not null) ?? property);
    }

    /// <summary>The flag of a command that sets a property; null for none. A record inside another names its own properties alone.</summary>
    private static string? Find(Command command, string property)
    {
        return command.Options.FirstOrDefault(option => option is IFlag flag && flag.Properties.Any(Is))?.Name;

        bool Is(string set) =>
            set.Equals(property, StringComparison.OrdinalIgnoreCase) || set.EndsWith($".{property}", StringComparison.OrdinalIgnoreCase);
    }
}
