using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Experiments.Scores;

/// <summary>Runs variants and detection rules over the patients of a run.</summary>
internal static class Comparison
{
    /// <summary>Results in the order of the variants.</summary>
    public static ImmutableArray<VariantResult> Of(TrainedRun run, ImmutableArray<Variant> variants)
    {
        var results = new VariantResult[variants.Length];
        foreach (var group in variants.Index().GroupBy(v => v.Item.Reconstruction))
        {
            var healthy = Healthy(run, group.Key);
            var scores = group.Select(v => v.Item.Fit(healthy)).ToArray();
            var validation = Count(run, group.Key, run.Fold.Split.Val, scores, healthy);
            var test = Count(run, group.Key, run.Fold.Split.Test.Order(StringComparer.Ordinal), scores, healthy);
            foreach (var (position, (index, _)) in group.Index())
            {
                results[index] = new(
                    run.Fold.Number, run.Seed, test[position].Patients, test[position].Pooled,
                    DiceCurve.BestOverAllThresholds(validation[position].Pooled)?.Threshold ?? double.NaN);
            }
        }

        return [.. results];
    }

    /// <summary>The kept variant's detections at its validation threshold, under each rule.</summary>
    public static ImmutableArray<RuleResult> Rules(TrainedRun run, VariantResult kept)
    {
        var healthy = Healthy(run, Variant.Kept.Reconstruction);
        var score = Variant.Kept.Fit(healthy);
        var counts = DetectionRule.All.Select(_ => new List<(ConfusionCounts Voxels, LesionCounts Lesions)>()).ToArray();
        foreach (var patient in kept.Patients.Select(p => run.Store.Get(p.Name)))
        {
            var input = Variant.Kept.Reconstruction.Of(run, patient) with { Calibration = new(healthy.Residuals, ResidualUnit: null) };
            var values = score.Compute(input);
            var labels = Labels(patient);
            foreach (var (i, rule) in DetectionRule.All.Index())
            {
                counts[i].Add(rule.Measure(values, labels, kept.ValidationThreshold, input));
            }
        }

        return [.. counts.Select(c => new RuleResult(
            run.Fold.Number, run.Seed,
            c.Select(p => p.Voxels).Aggregate((a, b) => new(a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.FalseNegatives + b.FalseNegatives, a.TrueNegatives + b.TrueNegatives)).Dice,
            c.Average(p => p.Voxels.Dice),
            c.Average(p => p.Lesions.FalsePositives)))];
    }

    private static HealthySample Healthy(TrainedRun run, Reconstruction reconstruction)
    {
        var patients = run.Fold.Split.Val.Select(run.Store.Get).Select(patient => (patient, reconstruction.Of(run, patient)));
        return HealthySample.Of(patients, run.Manifest.Options.HealthyRule);
    }

    private static (ImmutableArray<ScoredPatient> Patients, ScoreDistribution Pooled)[] Count(
        TrainedRun run, Reconstruction reconstruction, IEnumerable<string> names, AnomalyScore[] scores, HealthySample healthy)
    {
        var pooled = scores.Select(_ => new ScoreHistogram()).ToArray();
        var patients = scores.Select(_ => ImmutableArray.CreateBuilder<ScoredPatient>()).ToArray();
        foreach (var patient in names.Select(run.Store.Get))
        {
            var input = reconstruction.Of(run, patient) with { Calibration = new(healthy.Residuals, ResidualUnit: null) };
            var labels = Labels(patient);
            for (var i = 0; i < scores.Length; i++)
            {
                var histogram = ScoreHistogram.Of(scores[i].Compute(input), labels);
                pooled[i].Merge(histogram);
                patients[i].Add(new(patient.Name, histogram.ToDistribution()));
            }
        }

        return [.. pooled.Zip(patients, (p, list) => (list.ToImmutable(), p.ToDistribution()))];
    }

    private static byte[] Labels(PatientSliceFile patient)
    {
        var area = patient.Size * patient.Size;
        var labels = new byte[patient.Count * area];
        for (var slice = 0; slice < patient.Count; slice++)
        {
            patient.Lesion(slice).CopyTo(labels.AsSpan(slice * area, area));
        }

        return labels;
    }
}
