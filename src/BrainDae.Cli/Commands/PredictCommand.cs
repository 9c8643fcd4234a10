using System.CommandLine;
using System.Globalization;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Scores;
using BrainDae.Prediction;
using BrainDae.Torch.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae predict`: lesions of new scans, on their own grid.</summary>
internal sealed class PredictCommand : Command, IHasExample
{
    private static readonly PredictionOptions Defaults = new();
    private readonly IAnsiConsole console;

    public PredictCommand(IAnsiConsole console)
        : base("predict", "Find abnormal tissue in new scans: score and lesion mask on the scan's own grid, a table of lesions, pictures.")
    {
        this.console = console;
        Scans.AddTo(this);
        Options.Add(Output);
        Options.Add(BidsDerivatives);
        Model.AddTo(this);
        Options.Add(Score);
        Options.Add(Threshold);
        Options.Add(MinimumVolume);
        Options.Add(MinimumPeak);
        Options.Add(BatchSize);
        Options.Add(Runtime);
        Options.Add(Device);
        Options.Add(Threads);
        Options.Add(Precision);
        Options.Add(Overwrite);
        Options.Add(DryRun);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public ScanFlags Scans { get; } = new();

    public Option<DirectoryInfo> Output { get; } = SharedOptions.Folder("--output", "Folder that receives a folder a patient.", "predictions", "-o");

    public Option<string> BidsDerivatives { get; } = new("--bids-derivatives")
    {
        Description = "Folder that receives mask and score once more, as a derivative dataset of BIDS; for patients named as there.",
        HelpName = "FOLDER",
        CustomParser = OptionValue.Path,
    };

    public ModelFlags Model { get; } = new();

    public Option<string?> Score { get; } = new("--score")
    {
        Description = $"Anomaly score: {string.Join(", ", AnomalyScore.All.Select(score => score.Name))}; by default {AnomalyScore.DefaultOf(new(Modalities.Brats, new(HealthyResiduals.Uncalibrated(Modalities.Brats.Count), ResidualUnit: 1), LesionOutput: true)).Name} where the network says where lesions are, else {AnomalyScore.DefaultOf(new(Modalities.Brats, new(HealthyResiduals.Uncalibrated(Modalities.Brats.Count), null), LesionOutput: false)).Name}.",
        HelpName = "NAME",
    };

    public Option<string?> Threshold { get; } = new("--threshold")
    {
        Description = "A voxel is lesion where its score is above this: a number, or the threshold of a kind that is stored with the model: val (highest Dice on labelled validation patients), healthy (found without any lesion) or synthetic (highest Dice on synthetic lesions in their healthy slices). By default the one that the model stores as its default.",
        HelpName = "healthy|synthetic|val|X",
    };

    public Option<double> MinimumVolume { get; } = SharedOptions.WithDefault("--min-volume", "Drop lesions of less than so many mm³.", Defaults.MinimumVolume);

    public Option<double?> MinimumPeak { get; } = new("--min-peak")
    {
        Description = $"Drop lesions whose highest score is below so many thresholds; by default what the score says: {string.Join(", ", AnomalyScore.All.Select(score => $"{score.Name} {score.MinimumPeak}"))}.",
        HelpName = OptionValue.PlaceholderOf<double>(),
        CustomParser = OptionValue.OptionalNumber,
    };

    public Option<int> BatchSize { get; } = SharedOptions.WithDefault("--batch_size", "Slices through the network at a time.", Defaults.BatchSize, "-bs", "--batch-size");

    public Option<NetworkRuntime> Runtime { get; } = SharedOptions.WithDefault("--runtime", "What runs the network: torch, or onnx, which needs no libtorch and gives the scores of --runtime torch --precision fp32 within 0.0001.", NetworkRuntime.Torch);

    public Option<string> Device { get; } = SharedOptions.Device();

    public Option<int> Threads { get; } = SharedOptions.Threads();

    public Option<NetworkPrecision> Precision { get; } = SharedOptions.Precision();

    public Option<bool> Overwrite { get; } = new("--overwrite") { Description = "Do finished patients again." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Check everything and list what would be done, but write nothing." };

    public string Example => "braindae predict -i scans -o predictions -id dae";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var device = ComputeDevice.Parse(parsed.GetRequiredValue(Device));
        var kind = KindOf(parsed.GetValue(Threshold));
        var options = new PredictionOptions
        {
            Score = parsed.GetValue(Score) is { } name ? ScoreOf(name) : null,
            Threshold = kind is null && parsed.GetValue(Threshold) is { } number ? NumberOf(number) : null,
            ThresholdKind = kind,
            MinimumVolume = parsed.GetValue(MinimumVolume),
            MinimumPeak = parsed.GetValue(MinimumPeak),
            BatchSize = parsed.GetValue(BatchSize),
        };
        options.Validate();
        Scans.Validate(parsed);
        using var model = Model.Open(parsed);
        var cohort = Scans.Read(parsed, model.Manifest.Modalities, out var single);
        using var predictor = new Predictor(model, () => NetworkChoice.Load(model, parsed.GetValue(Runtime), device, parsed.GetValue(Threads), parsed.GetValue(Precision), options.BatchSize), options);
        if (parsed.GetValue(Scans.Input) is not null)
        {
            LayoutLine.Write(console, cohort, labels: false);
        }

        var session = new PredictionSession(console, predictor, new(parsed.GetRequiredValue(Output).ToString()), single) { Derivatives = parsed.GetValue(BidsDerivatives) is { } folder ? new(folder) : null };
        return parsed.GetValue(DryRun)
            ? session.List(cohort)
            : session.Run(cohort, parsed.GetValue(Overwrite), cancellation);
    }

    private static ThresholdKind? KindOf(string? text) => text?.ToLowerInvariant() switch
    {
        "val" => ThresholdKind.Val,
        "healthy" => ThresholdKind.Healthy,
        "synthetic" => ThresholdKind.Synthetic,
        _ => null,
    };

    private static double NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw BrainDaeException.Option($"--threshold {text}: must be val, healthy, synthetic or a number of 0 or more.");

    private static AnomalyScore ScoreOf(string name) =>
        AnomalyScore.All.FirstOrDefault(score => score.Name == name)
        ?? throw BrainDaeException.Option($"--score {name}: there is no such score. Use one of {string.Join(", ", AnomalyScore.All.Select(score => score.Name))}.");
}
