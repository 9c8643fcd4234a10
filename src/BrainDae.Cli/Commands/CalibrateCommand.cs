using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Torch.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae calibrate`: thresholds and healthy residuals for a model that has none, or new ones.</summary>
internal sealed class CalibrateCommand : Command, IHasExample
{
    private static readonly CalibrationOptions Defaults = new();
    private readonly IAnsiConsole console;

    public CalibrateCommand(IAnsiConsole console)
        : base("calibrate", "Find a model's thresholds and its residuals on healthy tissue on the val split of a data folder, and store them in the model.")
    {
        this.console = console;
        Options.Add(Identifier);
        Options.Add(Models);
        Options.Add(Data);
        Options.Add(As);
        Options.Add(InPlace);
        Options.Add(HealthyRate);
        Options.Add(Smoothing);
        Options.Add(Unlabelled);
        Options.Add(Anonymous);
        Options.Add(BatchSize);
        Options.Add(Device);
        Options.Add(Threads);
        Options.Add(Precision);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public Option<string> Identifier { get; } = SharedOptions.Identifier();

    public Option<DirectoryInfo> Models { get; } = SharedOptions.Models();

    public Option<DirectoryInfo> Data { get; } = SharedOptions.Data();

    public Option<string?> As { get; } = new("--as")
    {
        Description = "Name of a copy that gets the new calibration; the model itself stays as it is.",
        HelpName = "NAME",
    };

    public Option<bool> InPlace { get; } = new("--in-place") { Description = "Replace the calibration that the model has." };

    public Option<double> HealthyRate { get; } = SharedOptions.WithDefault(
        "--healthy-rate", "Share of healthy tissue of the val split that the healthy-calibrated threshold may call lesion.", Defaults.HealthyRate);

    public Option<double?> Smoothing { get; } = new("--smoothing")
    {
        Description = "Millimetres that scores are smoothed by, along the edges of FLAIR; by default what the model was trained for, 2 where nothing was said.",
        HelpName = "X",
    };

    public Option<UnlabelledRule?> Unlabelled { get; } = SharedOptions.Unlabelled();

    public Option<bool> Anonymous { get; } = SharedOptions.Anonymous();

    public Option<int> BatchSize { get; } = SharedOptions.WithDefault("--batch_size", "Slices through the network at a time.", 16, "-bs", "--batch-size");

    public Option<string> Device { get; } = SharedOptions.Device();

    public Option<int> Threads { get; } = SharedOptions.Threads();

    public Option<NetworkPrecision> Precision { get; } = SharedOptions.Precision();

    public string Example => "braindae calibrate -id published --data data";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var models = parsed.GetRequiredValue(Models).ToString();
        var folder = ModelFolder.Of(models, parsed.GetRequiredValue(Identifier));
        var target = parsed.GetValue(As) is { } name ? ModelFolder.Of(models, name) : folder;
        var device = ComputeDevice.Parse(parsed.GetRequiredValue(Device));
        var batchSize = parsed.GetValue(BatchSize);
        if (batchSize < 1)
        {
            throw BrainDaeException.Option($"--batch_size {batchSize}: must be 1 or more.");
        }

        var options = new CalibrationOptions { HealthyRate = parsed.GetValue(HealthyRate), Smoothing = parsed.GetValue(Smoothing) ?? Defaults.Smoothing, Anonymous = parsed.GetValue(Anonymous) };
        options.Validate();
        using var held = OutputLock.OfFolder(target.Path, "calibrate");
        using (var model = CalibrationSession.Open(folder, target, parsed.GetValue(InPlace)))
        {
            using var store = SliceStore.Open(parsed.GetRequiredValue(Data).ToString());
            var split = StoredSplit.Read(console, store);
            var networks = new TorchNetworks(ProgramRuntime.Start(device, parsed.GetValue(Threads)), parsed.GetValue(Precision));
            var trained = CalibrationOptions.For(model.Manifest.Options);
            options = trained with
            {
                HealthyRate = options.HealthyRate,
                Smoothing = parsed.GetValue(Smoothing) ?? trained.Smoothing,
                Anonymous = options.Anonymous,
            };
            CalibrationSession.Run(console, store, split, model, target, networks, options, parsed.GetValue(Unlabelled), batchSize, cancellation);
        }

        if (target.Path == folder.Path)
        {
            folder.RemoveEarlier();
        }

        return ExitCode.Success;
    }
}
