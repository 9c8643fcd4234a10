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

    /// <summary>A console for standard output, and what it loses where it is no terminal.</summary>
    public static IAnsiConsole Output(out LossyWriter? lossy) => Create(lossy = Console.IsOutputRedirected ? new LossyWriter(Console.Out) : null, Console.Out);

    /// <summary>A console for standard error; what it loses nobody can be told.</summary>
    public static IAnsiConsole Error() => Create(Console.IsErrorRedirected ? new LossyWriter(Console.Error) : null, Console.Error);

    private static IAnsiConsole Create(LossyWriter? lossy, TextWriter terminal) => Create(lossy ?? terminal, isPlain: lossy is not null);

    /// <summary>A console that writes to a writer; one that is no terminal never wraps.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="isPlain">Whether it must get no colours and no cursor movements.</param>
    public static IAnsiConsole Create(TextWriter writer, bool isPlain = false)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        var console = AnsiConsole.Create(isPlain ? new() { Out = settings.Out, Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No } : settings);
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = UnwrappedWidth;
        }

        return console;
    }
}
