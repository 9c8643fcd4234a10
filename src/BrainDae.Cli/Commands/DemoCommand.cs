using System.CommandLine;
using BrainDae.Cli.Demo;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae demo`: the whole method on synthetic patients, in minutes, without any data.</summary>
internal sealed class DemoCommand : Command, IHasExample
{
    private readonly IAnsiConsole console;

    public DemoCommand(IAnsiConsole console)
        : base("demo", "Make synthetic patients, then preprocess, train and evaluate on them: minutes on two cores.")
    {
        this.console = console;
        Options.Add(Output);
        Options.Add(Seed);
        Options.Add(Threads);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public Option<DirectoryInfo> Output { get; } = SharedOptions.Folder("--output", "Folder for everything that the demo writes.", "demo", "-o");

    public Option<int> Seed { get; } = SharedOptions.WithDefault("--seed", "Seed of patients and training.", 0, "-s");

    public Option<int> Threads { get; } = SharedOptions.Threads();

    public string Example => "braindae demo -o demo";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation) => new DemoRun(
        console, DemoRecipe.OfMinutes, parsed.GetRequiredValue(Output).ToString(), parsed.GetValue(Seed), parsed.GetValue(Threads)).Run(cancellation);
}
