using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Consoles for the standard streams.</summary>
internal static class StreamConsole
{
    /// <summary>
    /// Wide enough that nothing is wrapped where a stream goes to a file or another program; tables take only the
    /// width that they need.
    /// </summary>
    private const int UnwrappedWidth = 4096;

    public static IAnsiConsole Output() => Create(Console.Out);

    public static IAnsiConsole Error() => Create(Console.Error);

    /// <summary>A console that writes to a writer; one that is no terminal never wraps.</summary>
    public static IAnsiConsole Create(TextWriter writer)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = UnwrappedWidth;
        }

        return console;
    }
}
