using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Slices;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae train`: learns to denoise healthy slices.</summary>
internal sealed class TrainCommand : Command, IHasExample
{
    private readonly IAnsiConsole console;

    public TrainCommand(IAnsiConsole console)
        : base("train", "Train a model on the healthy slices of the training split.")
    {
        this.console = console;
        Options.Add(Identifier);
        Recipe.AddTo(this);
        Options.Add(Data);
        Options.Add(Models);
        Options.Add(Device);
        Options.Add(Threads);
        Options.Add(Precision);
        Options.Add(Anonymous);
        Options.Add(Resume);
        Options.Add(Overwrite);
        Options.Add(DryRun);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public Option<string> Identifier { get; } = SharedOptions.Identifier();

    public TrainingFlags Recipe { get; } = new();

    public Option<DirectoryInfo> Data { get; } = SharedOptions.Data();

    public Option<DirectoryInfo> Models { get; } = SharedOptions.Models();

    public Option<string> Device { get; } = SharedOptions.Device();

    public Option<int> Threads { get; } = SharedOptions.Threads();

    public Option<NetworkPrecision> Precision { get; } = SharedOptions.Precision();

    public Option<bool> Anonymous { get; } = SharedOptions.Anonymous();

    public Option<bool> Resume { get; } = new("--resume") { Description = "Go on from the last checkpoint; the weights end up the same, bit for bit, as without the interruption." };

    public Option<bool> Overwrite { get; } = new("--overwrite") { Description = "Start anew over a model of this name." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Check everything and print the resolved options, but do not train." };

    public string Example => "braindae train -id dae -nr 16 -ns 0.2 --data data";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = ModelFolder.Of(parsed.GetRequiredValue(Models).ToString(), parsed.GetRequiredValue(Identifier));
        var device = ComputeDevice.Parse(parsed.GetRequiredValue(Device));
        var (resume, overwrite) = (parsed.GetValue(Resume), parsed.GetValue(Overwrite));
        TrainingSession.RequireFree(folder, resume, overwrite);
        using var store = SliceStore.Open(parsed.GetRequiredValue(Data).ToString());
        var split = StoredSplit.Read(console, store);
        var runtime = ProgramRuntime.Start(device, parsed.GetValue(Threads));
        var options = Recipe.Read(parsed) with { Precision = runtime.Resolve(parsed.GetValue(Precision)) };
        if (parsed.GetValue(DryRun))
        {
            TrainingData.Collect(options, store, split);
            console.Write(OptionsTable.Of(Recipe, options, store, split));
            return ExitCode.Success;
        }

        console.Write(OptionsTable.Of(Recipe, options, store, split));
        TrainingSession.Run(console, options, store, split, folder, runtime, resume, overwrite, parsed.GetValue(Anonymous), cancellation);
        return ExitCode.Success;
    }
}
