using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Figures;
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

    /// <summary>What was measured at each of the split's thresholds.</summary>
    public required ImmutableArray<MeasuredDetection> Detections { get; init; }
}

/// <summary>A split under one score.</summary>
/// <param name="Score">The score.</param>
/// <param name="Pooled">Counts over all pixels of all patients.</param>
/// <param name="Thresholds">Where all patients were measured.</param>
/// <param name="Patients">The patients.</param>
internal sealed record ScoredSplit(
    AnomalyScore Score, ScoreDistribution Pooled, ImmutableArray<MeasuredThreshold> Thresholds, ImmutableArray<ScoredPatient> Patients)
{
    /// <summary>
    /// Measures each patient at the threshold that is best on these very patients, which is not known before all are
    /// scored, from the scores on the disk. Without a filter only pixels are counted.
    /// </summary>
    /// <param name="splits">The same patients under several scores.</param>
    /// <param name="store">Holds the labels.</param>
    /// <param name="measurement">How.</param>
    public static ImmutableArray<ScoredSplit> WithIdeal(ImmutableArray<ScoredSplit> splits, SliceStore store, PatientMeasurement measurement)
    {
        ImmutableArray<double?> ideal = [.. splits.Select(split => split.Score.BestThreshold(split.Pooled)?.Threshold)];
        var volumes = new VolumeMetrics?[splits.Length, splits[0].Patients.Length];
        Parallel.For(0, measurement.Filters ? volumes.GetLength(1) : 0, i =>
        {
            var patient = store.Get(splits[0].Patients[i].Name);
            var truth = measurement.Truth(patient, patient.Labels());
            for (var score = 0; score < splits.Length; score++)
            {
                if (ideal[score] is { } threshold)
                {
                    volumes[score, i] = measurement.At(splits[score].Patients[i].Stored.Scores(), truth, threshold, splits[score].Score);
                }
            }

            store.Release(patient.Name);
        });
        return [.. splits.Select((split, score) => ideal[score] is not { } threshold ? split : split with
        {
            Thresholds = [new(FigureThreshold.Ideal, FigureGrid.Slices, threshold), .. split.Thresholds],
            Patients =
            [
                .. split.Patients.Select((patient, i) => patient with
                {
                    Detections = [new(patient.Stored.Above(threshold), volumes[score, i], measurement.Filters), .. patient.Detections],
                }),
            ],
        })];
    }
}
