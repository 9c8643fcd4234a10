using System.CommandLine;

namespace BrainDae.Cli;

/// <summary>What is wrong with a command line, one line a fault, each with where to look for help.</summary>
internal static class ParseFaults
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command is RootCommand)
        {
            var commands = string.Join(", ", command.Subcommands.Select(c => c.Name));
            return parsed.UnmatchedTokens is [var unknown, ..]
                ? [$"'{unknown}' is no command. Use one of {commands}; see 'braindae --help'."]
                : [$"No command was given. Use one of {commands}; see 'braindae --help'."];
        }

        return parsed.Errors.Select(error => $"{error.Message.Trim().TrimEnd('.')}. See 'braindae {command.Name} --help'.");
    }
}
