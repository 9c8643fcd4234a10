using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Data.Slices;
using BrainDae.Experiments.CrossValidation;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Metrics.Pixels;
using BrainDae.Torch.Inference;

namespace BrainDae.Experiments.Abroad;

/// <summary>
/// `abroad`: scores the test patients of finished runs of `cv` as another scanner might show them (<see cref="Stress"/>), and
/// patients of another data folder. Writes a line a run, kind and score to NAME-abroad.jsonl, goes on where it stopped, and
/// prints the mean over the runs.
/// </summary>
internal sealed class AbroadCommand : Command
{
    // A score without a threshold has no Dice there.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly RunFlags flags = new();
    private readonly Option<DirectoryInfo?> other = new("--other") { Description = "Data folder of patients of another disease, all of which are tested." };

    public AbroadCommand()
        : base("abroad", "Test the finished runs of cv on patients as another scanner might show them, and on another disease.")
    {
        flags.AddTo(this);
        Options.Add(other);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using var store = SliceStore.Open(parsed.GetRequiredValue(flags.Data).ToString());
        using var others = parsed.GetValue(other) is { } folder ? SliceStore.Open(folder.ToString()) : null;
        var experiment = flags.Experiment(parsed, store);
        foreach (var (fold, seed) in flags.Runs(parsed, store))
        {
            using var model = experiment.Model(fold, seed).Open();
            using var network = Reconstructor.Load(model, experiment.Runtime, model.Manifest.Options.Precision);
            string[] names = [.. store.Patients.Order(StringComparer.Ordinal)];
            foreach (var (kind, change) in Stress.Kinds)
            {
                // A patient is changed alike in every run.
                One(experiment, model, network, fold, seed, kind, fold.Split.Test.Order(StringComparer.Ordinal).Select(name => change(store.Get(name).ToPatientSlices(), Array.IndexOf(names, name))));
            }

            foreach (var name in others?.Patients ?? [])
            {
                One(experiment, model, network, fold, seed, name, [others!.Get(name).ToPatientSlices()]);
            }
        }

        Console.WriteLine(AbroadRecord.Table(Records(experiment)));
        return 0;
    }

    private static void One(Experiment experiment, ModelFile model, Reconstructor network, Fold fold, long seed, string kind, IEnumerable<PatientSlices> patients)
    {
        if (Records(experiment).Any(done => done.Fold == fold.Number && done.Seed == seed && done.Kind == kind))
        {
            return;
        }

        var calibration = model.Calibration!;
        var scores = AnomalyScore.Servable(new(model.Manifest.Modalities, calibration.ForScores, network.HasLesionOutput));
        var counted = scores.Select(_ => new List<ScoreHistogram>()).ToArray();
        foreach (var patient in patients)
        {
            var reconstructed = PatientScoring.Reconstruct(patient, network, calibration.ForScores, CancellationToken.None);
            foreach (var (i, score) in scores.Index())
            {
                counted[i].Add(ScoreHistogram.Of(score.Compute(reconstructed), patient.Lesion));
            }
        }

        // In one write, so that an interruption leaves a kind out or whole.
        File.AppendAllText(PathOf(experiment), string.Concat(scores.Index().Select(score => JsonSerializer.Serialize(Record(score.Item, counted[score.Index]), Json) + "\n")));

        AbroadRecord Record(AnomalyScore score, List<ScoreHistogram> histograms)
        {
            var pooled = new ScoreHistogram();
            histograms.ForEach(pooled.Merge);
            var all = pooled.ToDistribution();
            ScoreDistribution[] each = [.. histograms.Select(histogram => histogram.ToDistribution())];
            double At(ThresholdKind threshold) => calibration.Of(score, threshold) is { } value ? all.Above(value).Dice : double.NaN;
            return new(fold.Number, seed, kind, score.Name)
            {
                AveragePrecision = AveragePrecision.Of(all),
                IdealDice = DiceCurve.BestOverAllThresholds(all)!.Value.Dice,
                ValDice = At(ThresholdKind.Val),
                SyntheticDice = At(ThresholdKind.Synthetic),
                MeanPatientDice = calibration.Of(score, ThresholdKind.Val) is { } threshold ? each.Average(patient => patient.Above(threshold).Dice) : double.NaN,
                OwnBestDice = each.Average(patient => DiceCurve.BestOverAllThresholds(patient)!.Value.Dice),
            };
        }
    }

    private static string PathOf(Experiment experiment) => Path.Combine(experiment.Work, string.Create(CultureInfo.InvariantCulture, $"{experiment.Name}-abroad.jsonl"));

    private static AbroadRecord[] Records(Experiment experiment) =>
        File.Exists(PathOf(experiment)) ? [.. File.ReadLines(PathOf(experiment)).Select(line => JsonSerializer.Deserialize<AbroadRecord>(line, Json)!)] : [];
}
