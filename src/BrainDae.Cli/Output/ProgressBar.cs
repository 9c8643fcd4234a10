using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Runs work under a progress bar where the console can redraw, and plainly where it cannot.</summary>
internal static class ProgressBar
{
    public static T Run<T>(IAnsiConsole console, Func<ProgressContext?, T> work)
    {
        if (!console.Profile.Capabilities.Ansi || !console.Profile.Out.IsTerminal)
        {
            return work(null);
        }

        return console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start<T>(context => work(context));
    }
}
