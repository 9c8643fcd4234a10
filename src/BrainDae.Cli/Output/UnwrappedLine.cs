using Spectre.Console;
using Spectre.Console.Rendering;

namespace BrainDae.Cli.Output;

/// <summary>
/// One physical line, however long: no line break is put into a path, so that a message can be copied from a terminal
/// (which wraps it itself) and found in a log. Characters that mean markup elsewhere mean nothing here.
/// </summary>
/// <param name="label">What comes first, in colour.</param>
/// <param name="style">Its colour.</param>
/// <param name="text">The rest; a line break in it becomes a space.</param>
internal sealed class UnwrappedLine(string label, Style style, string text) : IRenderable
{
    public static void WriteError(IAnsiConsole console, string message) =>
        console.Write(new UnwrappedLine("error:", new Style(Color.Red), message));

    public static void WriteWarning(IAnsiConsole console, string message) =>
        console.Write(new UnwrappedLine("warning:", new Style(Color.Yellow), message));

    public static void WriteNotice(IAnsiConsole console, string message) =>
        console.Write(new UnwrappedLine("note:", new Style(Color.Yellow), message));

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [new(label, style), new(" " + text.ReplaceLineEndings(" ")), Segment.LineBreak];
}
