using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Slices;
using BrainDae.Evaluation;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Config;
using BrainDae.Torch.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae evaluate`: how well a model finds lesions, with intervals.</summary>
internal sealed class EvaluateCommand : Command, IHasExample
{
    private static readonly EvaluationOptions Published = new();
    private readonly IAnsiConsole console;

    public EvaluateCommand(IAnsiConsole console)
        : base("evaluate", "Measure how well a model finds lesions on a split, pixel by pixel, lesion by lesion and in millimetres, beside scores without a network.")
    {
        this.console = console;
        Model.AddTo(this);
        Options.Add(Split);
        Options.Add(UseComponentFilter);
        Options.Add(MinimumVolume);
        Options.Add(SurfaceTolerance);
        Options.Add(Resamples);
        Options.Add(BootstrapSeed);
        Options.Add(AllowTrainPatients);
        Options.Add(NativeGrid);
        Options.Add(Verbose);
        Options.Add(Data);
        Options.Add(Results);
        Options.Add(BatchSize);
        Options.Add(Device);
        Options.Add(Threads);
        Options.Add(Precision);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public SeveralModelFlags Model { get; } = new();

    public Option<SplitName> Split { get; } = SharedOptions.WithDefault("--split", "Patients to evaluate on.", Published.Split, "-s");

    public Option<bool> UseComponentFilter { get; } = new("--use_cc", "-cc", "--use-cc")
    {
        Description = "Also give Dice after removing small connected components (at most 20 voxels of the stored slices for the published score, less than --min-volume for all others; for scores with a least peak also those that nowhere reach it), and all other figures after that.",
        DefaultValueFactory = _ => Published.UseComponentFilter,
        Arity = ArgumentArity.ExactlyOne,
        HelpName = "True|False",
    };

    public Option<double> MinimumVolume { get; } = SharedOptions.WithDefault(
        "--min-volume", "Leave out lesions and detections of less than so many mm³: in the figures by lesion, and in all figures of filtered detections but the published one's.", Published.Lesions.MinimumVolume);

    public Option<double> SurfaceTolerance { get; } = SharedOptions.WithDefault(
        "--surface-tolerance", "Distance in mm within which surfaces agree, for the surface Dice.", Published.SurfaceTolerance);

    public Option<int> Resamples { get; } = SharedOptions.WithDefault(
        "--resamples", "Bootstrap resamples of the patients, for the 95% intervals.", Published.Resamples);

    public Option<long> BootstrapSeed { get; } = SharedOptions.WithDefault("--bootstrap-seed", "Seed of the resamples.", Published.BootstrapSeed);

    public Option<bool> AllowTrainPatients { get; } = new("--allow-train-patients")
    {
        Description = "Evaluate patients that the model was trained or calibrated on all the same; the report says so.",
    };

    public Option<bool> NativeGrid { get; } = new("--native-grid")
    {
        Description = "Also measure on the scans' own grids, at the thresholds that are stored with the model; reads the segmentations again from the folder that was preprocessed, and takes longer.",
    };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Print every figure, not only those to quote; the files have them all either way." };

    public Option<DirectoryInfo> Data { get; } = SharedOptions.Data();

    public Option<DirectoryInfo> Results { get; } = SharedOptions.Results();

    public Option<int> BatchSize { get; } = SharedOptions.WithDefault("--batch_size", "Slices through the network at a time.", Published.BatchSize, "-bs", "--batch-size");

    public Option<string> Device { get; } = SharedOptions.Device();

    public Option<int> Threads { get; } = SharedOptions.Threads();

    public Option<NetworkPrecision> Precision { get; } = SharedOptions.Precision();

    public string Example => "braindae evaluate -id dae -s test -cc True --data data";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var device = ComputeDevice.Parse(parsed.GetRequiredValue(Device));
        var models = Model.Open(parsed);
        using var open = new DisposableGroup(models);
        using var store = SliceStore.Open(parsed.GetRequiredValue(Data).ToString());
        var split = StoredSplit.Read(console, store);
        var networks = new TorchNetworks(ProgramRuntime.Start(device, parsed.GetValue(Threads)), parsed.GetValue(Precision));
        var options = new EvaluationOptions
        {
            Split = parsed.GetValue(Split),
            AllowTrainPatients = parsed.GetValue(AllowTrainPatients),
            NativeGrid = parsed.GetValue(NativeGrid),
            UseComponentFilter = parsed.GetValue(UseComponentFilter),
            Lesions = Published.Lesions with { MinimumVolume = parsed.GetValue(MinimumVolume) },
            SurfaceTolerance = parsed.GetValue(SurfaceTolerance),
            Resamples = parsed.GetValue(Resamples),
            BootstrapSeed = parsed.GetValue(BootstrapSeed),
            BatchSize = parsed.GetValue(BatchSize),
        };
        EvaluationSession.RunAll(console, store, split, models, networks, options, parsed.GetRequiredValue(Results).ToString(), parsed.GetValue(Verbose), cancellation);
        return ExitCode.Success;
    }
}
