using System.Diagnostics;
using BrainDae.Data.Cohorts;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Progress for an output that cannot be redrawn, such as a log: a line every ten seconds at most.</summary>
/// <param name="console">Receives it.</param>
/// <param name="work">What is done to a patient.</param>
internal sealed class ProgressLines(IAnsiConsole console, string work) : IProgress<PatientProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly Stopwatch quiet = Stopwatch.StartNew();

    public void Report(PatientProgress value)
    {
        if (quiet.Elapsed >= Pause && value.Done < value.Total)
        {
            console.WriteLine($"{work}: {value.Done} of {value.Total} patients.");
            quiet.Restart();
        }
    }
}
