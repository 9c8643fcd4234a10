using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using BrainDae.Data.Slices;
using BrainDae.Experiments.CrossValidation;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Corruption;
using BrainDae.Method.Models;
using BrainDae.Method.Scoring;
using BrainDae.Metrics.Pixels;
using BrainDae.Torch.Inference;

namespace BrainDae.Experiments.Combination;

/// <summary>
/// `combine`: on finished runs of `cv` with a lesion output, compares ways to combine what the network says with what the
/// image shows. What is found is found on painted validation patients; writes a line a run and combination to NAME-combine.jsonl.
/// </summary>
internal sealed class CombineCommand : Command
{
    private readonly RunFlags flags = new();

    public CombineCommand()
        : base("combine", "Compare combinations of scores on the finished runs of cv.")
    {
        flags.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using var store = SliceStore.Open(parsed.GetRequiredValue(flags.Data).ToString());
        var experiment = flags.Experiment(parsed, store);
        foreach (var (fold, seed) in flags.Runs(parsed, store))
        {
            One(experiment, store, fold, seed);
        }

        return 0;
    }

    private static void One(Experiment experiment, SliceStore store, Fold fold, long seed)
    {
        using var model = experiment.Model(fold, seed).Open();
        using var network = Reconstructor.Load(model, experiment.Runtime, model.Manifest.Options.Precision);
        var calibration = model.Calibration!.ForScores;
        PaintedParts[] painted = [.. Painted(store, fold, model, network)];
        (Parts Parts, byte[] Labels)[] test =
        [
            .. fold.Split.Test.Order(StringComparer.Ordinal).Select(store.Get)
                .Select(patient => (Parts.Of(PatientScoring.Reconstruct(patient, network, calibration, CancellationToken.None)), patient.Labels())),
        ];
        foreach (var combination in Combination.All(painted))
        {
            ScoreHistogram[] histograms = [.. test.Select(patient => ScoreHistogram.Of(patient.Parts.Of(combination.Of), patient.Labels))];
            var pooled = new ScoreHistogram();
            foreach (var histogram in histograms)
            {
                pooled.Merge(histogram);
            }

            ScoreDistribution[] patients = [.. histograms.Select(histogram => histogram.ToDistribution())];
            var all = pooled.ToDistribution();
            var (synthetic, ideal) = (PaintedParts.Best(painted, combination.Of), DiceCurve.BestOverAllThresholds(all)!.Value);
            double[] own = [.. patients.Select(patient => DiceCurve.BestOverAllThresholds(patient)!.Value.Dice)];
            var (ap, dice, mean) = (AveragePrecision.Of(all), all.Above(synthetic.Threshold).Dice, patients.Average(patient => patient.Above(synthetic.Threshold).Dice));
            File.AppendAllText(
                Path.Combine(experiment.Work, $"{experiment.Name}-combine.jsonl"),
                JsonSerializer.Serialize(new { experiment.Name, Fold = fold.Number, Seed = seed, Combination = combination.Name, AveragePrecision = ap, IdealDice = ideal.Dice, SyntheticDice = dice, MeanPatientDice = mean, Own = own }) + "\n");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"fold {fold.Number} seed {seed} {combination.Name,-56} AP {ap:0.000}, ideal Dice {ideal.Dice:0.000}, at the synthetic threshold {dice:0.000}, mean over patients {mean:0.000}, own {string.Join(' ', own.Select(o => o.ToString("0.00", CultureInfo.InvariantCulture)))}"));
        }
    }

    private static IEnumerable<PaintedParts> Painted(SliceStore store, Fold fold, ModelFile model, Reconstructor network)
    {
        var options = model.Manifest.Options;
        foreach (var (i, name) in fold.Split.Val.Order(StringComparer.Ordinal).Index())
        {
            var file = store.Get(name);
            bool[] healthy = [.. Enumerable.Range(0, file.Count).Select(slice => file.IsHealthy(slice, options.HealthyRule))];
            for (var round = 0; round < 2; round++)
            {
                var patient = PaintedPatient.Of(file.ToPatientSlices(), healthy, options.Lesions, new RandomStream(7, i, round));
                yield return new(Parts.Of(PatientScoring.Reconstruct(patient.Slices, network, model.Calibration!.ForScores, CancellationToken.None)), patient.Lesion, healthy);
            }
        }
    }
}
