using System.Globalization;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;
using BrainDae.Prediction;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae predict`: lesions of new scans, on their own grid.</summary>
internal sealed class PredictCommand : BrainDaeCommand
{
    public PredictCommand(IAnsiConsole console)
        : base("predict", "Find abnormal tissue in new scans: score and lesion mask on the scan's own grid, a table of lesions, pictures.", "braindae predict -i scans -o predictions -id dae")
    {
        var scans = new ScanFlags(this);
        var output = SharedOptions.Folder("--output", "Folder that receives a folder a patient.", "predictions", "-o").AddTo(this);
        var derivatives = SharedOptions.Path("--bids-derivatives", "Folder that receives mask and score once more, as a derivative dataset of BIDS; for patients named as there.", "FOLDER").AddTo(this);
        var modelFlags = new ModelFlags(this);
        var flags = new BoundFlags<PredictionOptions>(this, new());
        flags.Add(new Flag<string?>("--score", $"Anomaly score: {string.Join(", ", AnomalyScore.All.Select(score => score.Name))}; by default {DefaultScore(lesionOutput: true)} where the network says where lesions are, else {DefaultScore(lesionOutput: false)}.") { HelpName = "NAME" }, (o, value) => o with { Score = ScoreOf(value!) });
        flags.Add(
            new Flag<string?>("--threshold", "A voxel is lesion where its score is above this: a number, or the threshold of a kind that is stored with the model: val (highest Dice on labelled validation patients), healthy (found without any lesion) or synthetic (highest Dice on synthetic lesions in their healthy slices). By default the one that the model stores as its default.") { HelpName = "healthy|synthetic|val|X", Properties = [nameof(PredictionOptions.Threshold), nameof(PredictionOptions.ThresholdKind)] },
            (o, value) => KindOf(value!) is { } kind ? o with { ThresholdKind = kind } : o with { Threshold = NumberOf(value!) });
        flags.Add("--min-volume", "Drop lesions of less than so many mm³.", o => o.MinimumVolume, (o, value) => o with { MinimumVolume = value });
        flags.Add("--min-peak", $"Drop lesions whose highest score is below so many thresholds; by default what the score says: {string.Join(", ", AnomalyScore.All.Select(score => $"{score.Name} {score.MinimumPeak}"))}.", o => o.MinimumPeak, (o, value) => o with { MinimumPeak = value });
        flags.Add(SharedOptions.BatchSize(), (o, value) => o with { BatchSize = value });
        var runtime = new Flag<NetworkRuntime>("--runtime", "What runs the network: torch, or onnx, which needs no libtorch and gives the scores of --runtime torch --precision fp32 within 0.0001.") { Default = NetworkRuntime.Torch }.AddTo(this);
        var compute = new ComputeFlags(this);
        var overwrite = new Flag<bool>("--overwrite", "Do finished patients again.").AddTo(this);
        var dryRun = new Flag<bool>("--dry-run", "Check everything and list what would be done, but write nothing.").AddTo(this);
        OnRun(console, (line, context) =>
        {
            var options = flags.Read(line);
            options.Validate();
            var device = compute.Device(line);
            scans.Validate(line);
            using var model = modelFlags.Open(line);
            var cohort = scans.Read(line, model.Manifest.Modalities, out var single);
            using var predictor = new Predictor(model, () => NetworkChoice.Load(model, runtime.Value(line), device, compute.Threads(line), compute.Precision(line), options.BatchSize), options);
            if (scans.AreInFolder(line))
            {
                LayoutLine.Write(console, cohort, labels: false);
            }

            var session = new PredictionSession(context, predictor, new(output.Value(line).ToString()), single) { Derivatives = derivatives.Value(line) is { } folder ? new(folder) : null };
            return dryRun.Value(line) ? session.List(cohort) : session.Run(cohort, overwrite.Value(line));
        });
    }

    private static string DefaultScore(bool lesionOutput) =>
        AnomalyScore.DefaultOf(new(Modalities.Brats, new(HealthyResiduals.Uncalibrated(Modalities.Brats.Count), lesionOutput ? 1 : null), lesionOutput)).Name;

    private static ThresholdKind? KindOf(string text) =>
        Enum.GetValues<ThresholdKind>().Cast<ThresholdKind?>().FirstOrDefault(kind => kind != ThresholdKind.Given && kind!.Value.Text().Equals(text, StringComparison.OrdinalIgnoreCase));

    private static double NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw BrainDaeException.Option(new OptionFault(text, "must be val, healthy, synthetic or a number of 0 or more", nameof(PredictionOptions.Threshold)));

    private static AnomalyScore ScoreOf(string name) =>
        AnomalyScore.All.FirstOrDefault(score => score.Name == name)
        ?? throw BrainDaeException.Option(new OptionFault(name, $"there is no such score; use one of {string.Join(", ", AnomalyScore.All.Select(score => score.Name))}", nameof(PredictionOptions.Score)));
}
