using System.CommandLine;
using BrainDae.Cli.Options;
using BrainDae.Imaging.Slices;
using BrainDae.Imaging.Splits;
using BrainDae.Learning.Checkpoints;
using BrainDae.Learning.Evaluation;
using BrainDae.Learning.Network;
using BrainDae.Learning.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae evaluate`: average precision and Dice of a model.</summary>
internal sealed class EvaluateCommand : Command, IHasExample
{
    private static readonly EvaluationOptions Published = new();
    private readonly IAnsiConsole console;

    public EvaluateCommand(IAnsiConsole console)
        : base("evaluate", "Measure average precision and Dice of a model on a split, beside a FLAIR-threshold baseline.")
    {
        this.console = console;
        Options.Add(Identifier);
        Options.Add(Split);
        Options.Add(UseComponentFilter);
        Options.Add(Data);
        Options.Add(Models);
        Options.Add(Results);
        Options.Add(BatchSize);
        Options.Add(Device);
        Options.Add(Threads);
        Options.Add(Precision);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public Option<string> Identifier { get; } = SharedOptions.Identifier();

    public Option<SplitName> Split { get; } = SharedOptions.WithDefault("--split", "Patients to evaluate on.", Published.Split, "-s");

    public Option<bool> UseComponentFilter { get; } = new("--use_cc", "-cc", "--use-cc")
    {
        Description = "Also give Dice after removing connected components of at most 20 voxels.",
        DefaultValueFactory = _ => Published.UseComponentFilter,
        Arity = ArgumentArity.ExactlyOne,
        HelpName = "True|False",
    };

    public Option<DirectoryInfo> Data { get; } = SharedOptions.Data();

    public Option<DirectoryInfo> Models { get; } = SharedOptions.Models();

    public Option<DirectoryInfo> Results { get; } = SharedOptions.Results();

    public Option<int> BatchSize { get; } = SharedOptions.WithDefault("--batch_size", "Slices through the network at a time.", Published.BatchSize, "-bs", "--batch-size");

    public Option<string> Device { get; } = SharedOptions.Device();

    public Option<int> Threads { get; } = SharedOptions.Threads();

    public Option<string> Precision { get; } = SharedOptions.Precision();

    public string Example => "braindae evaluate -id dae -s test -cc True --data data";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var model = ModelFolder.Of(parsed.GetRequiredValue(Models).ToString(), parsed.GetRequiredValue(Identifier));
        var device = ComputeDevice.Parse(parsed.GetRequiredValue(Device));
        model.RequireModel();
        using var store = SliceStore.Open(parsed.GetRequiredValue(Data).ToString());
        var split = SplitFiles.Read(store.SplitFolder);
        var runtime = TorchRuntime.Start(device, parsed.GetValue(Threads));
        var options = new EvaluationOptions
        {
            Split = parsed.GetValue(Split),
            UseComponentFilter = parsed.GetValue(UseComponentFilter),
            BatchSize = parsed.GetValue(BatchSize),
            Precision = NetworkPrecisions.Parse(parsed.GetRequiredValue(Precision), runtime),
        };
        EvaluationSession.Run(console, store, split, model, runtime, options, parsed.GetRequiredValue(Results).ToString(), cancellation);
        return ExitCode.Success;
    }
}
