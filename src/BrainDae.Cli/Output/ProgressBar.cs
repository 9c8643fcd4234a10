using BrainDae.Data.Cohorts;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Runs work under a progress bar where the console can redraw, and plainly where it cannot.</summary>
internal static class ProgressBar
{
    /// <summary>Runs work on patients, and shows how many are done.</summary>
    /// <param name="console">Shows it: as a bar, or where it cannot redraw as lines.</param>
    /// <param name="label">What is done to a patient.</param>
    /// <param name="work">The work, which tells of its progress.</param>
    public static T Run<T>(IAnsiConsole console, string label, Func<IProgress<PatientProgress>, T> work) => Run(console, context =>
    {
        if (context is null)
        {
            return work(new ProgressLines(console, label));
        }

        ProgressTask? bar = null;
        return work(new Told<PatientProgress>(progress =>
        {
            bar ??= context.AddTask(label, maxValue: progress.Total);
            bar.Value = progress.Done;
        }));
    });

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
