using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Scratch;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Volumes;

namespace BrainDae.Evaluation;

/// <summary>One patient under one score.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="TumourMillilitres">Volume of the label on the scan's own grid.</param>
/// <param name="Stored">Its scores and their counts, on the disk.</param>
internal sealed record ScoredPatient(string Name, int Slices, double TumourMillilitres, StoredPatient Stored)
{
    /// <summary>Number of lesion pixels.</summary>
    public required long LesionPixels { get; init; }

    /// <summary>Of its own pixels alone; null where it has no lesion.</summary>
    public required double? AveragePrecision { get; init; }

    /// <summary>The highest Dice that any threshold reaches; null where it has no lesion.</summary>
    public required double? BestDice { get; init; }

    /// <summary>At the threshold fixed on the validation split, if it was known before scoring.</summary>
    public VolumeMetrics? AtValidation { get; init; }

    /// <summary>At the threshold calibrated on healthy slices, if it was known before scoring.</summary>
    public VolumeMetrics? AtHealthy { get; init; }

    /// <summary>At the threshold found on synthetic lesions, if it was known before scoring.</summary>
    public VolumeMetrics? AtSynthetic { get; init; }

    /// <summary>The same as <see cref="AtValidation"/> on the scan's own grid, where it was asked for.</summary>
    public NativeMetrics? NativeAtValidation { get; init; }

    /// <summary>The same as <see cref="AtHealthy"/> on the scan's own grid, where it was asked for.</summary>
    public NativeMetrics? NativeAtHealthy { get; init; }

    /// <summary>The same as <see cref="AtSynthetic"/> on the scan's own grid, where it was asked for.</summary>
    public NativeMetrics? NativeAtSynthetic { get; init; }
}

/// <summary>A split under one score.</summary>
/// <param name="Score">The score.</param>
/// <param name="Pooled">Counts over all pixels of all patients.</param>
/// <param name="Patients">The patients.</param>
internal sealed record ScoredSplit(AnomalyScore Score, ScoreDistribution Pooled, ImmutableArray<ScoredPatient> Patients)
{
    /// <summary>The threshold of highest Dice on these very patients; null without a lesion.</summary>
    public ThresholdDice? Best => Score.BestThreshold(Pooled);

    /// <summary>
    /// Measures each patient at thresholds that were not known before scoring, from its scores on the disk: [score,
    /// patient], null without a filter or without a threshold.
    /// </summary>
    /// <param name="splits">The same patients under several scores.</param>
    /// <param name="thresholds">One a score; lesion where the single-precision score is above it.</param>
    /// <param name="store">Holds the labels.</param>
    /// <param name="measurement">How.</param>
    public static VolumeMetrics?[,] Measured(ImmutableArray<ScoredSplit> splits, ImmutableArray<double?> thresholds, SliceStore store, PatientMeasurement measurement)
    {
        var measured = new VolumeMetrics?[splits.Length, splits[0].Patients.Length];
        Parallel.For(0, measured.GetLength(1), i =>
        {
            var patient = store.Get(splits[0].Patients[i].Name);
            var truth = measurement.Truth(patient, patient.Labels());
            for (var score = 0; score < splits.Length; score++)
            {
                if (measurement.Filters && thresholds[score] is { } threshold)
                {
                    measured[score, i] = measurement.At(splits[score].Patients[i].Stored.Scores(), truth, threshold, splits[score].Score);
                }
            }

            store.Release(patient.Name);
        });
        return measured;
    }

    /// <summary>Each patient's counts at a threshold, rounded to half precision as in the published evaluation.</summary>
    public ImmutableArray<ConfusionCounts> Unfiltered(double threshold) =>
        [.. Patients.Select(p => p.Stored.Above(threshold))];
}
