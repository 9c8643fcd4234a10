using BrainDae.Data.Cohorts;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>What every part of a running command shares: where it shows what it does, what it calls options, and how it is stopped.</summary>
/// <param name="console">Shows results, progress and warnings.</param>
/// <param name="word">The message with the names that the user types.</param>
/// <param name="cancellation">Interrupts the command.</param>
internal sealed class CommandContext(IAnsiConsole console, Func<FailureText, string> word, CancellationToken cancellation)
{
    public IAnsiConsole Console => console;

    public CancellationToken Cancellation => cancellation;

    /// <summary>A library's message with flags in the place of its properties.</summary>
    public string Word(FailureText message) => word(message);

    public void WriteLine(string text) => console.WriteLine(text);

    /// <summary>Shows a line that is not wrapped, its label set apart.</summary>
    public void WriteLabelled(string label, string text) => console.Write(new UnwrappedLine(label, Style.Plain, text));

    /// <summary>Says which files were written.</summary>
    public void Written(string files) => WriteLabelled("Written:", files);

    public void Warn(string text) => UnwrappedLine.WriteWarning(console, text);

    /// <summary>Runs work on patients, and shows how many are done.</summary>
    public T Progress<T>(string label, Func<IProgress<PatientProgress>, T> work) => ProgressBar.Run(console, label, work);
}
