using System.Collections.Immutable;
using BrainDae.Imaging.Metrics;
using BrainDae.Imaging.PostProcessing;
using BrainDae.Imaging.Scoring;
using BrainDae.Imaging.Slices;

namespace BrainDae.Learning.Evaluation;

/// <summary>One patient under one score.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="Distribution">Counts of its scores.</param>
/// <param name="ScoreFile">Its scores on the disk, or null where they are not needed again.</param>
internal sealed record ScoredPatient(string Name, int Slices, ScoreDistribution Distribution, string? ScoreFile);

/// <summary>A split under one score.</summary>
/// <param name="Score">The score.</param>
/// <param name="Pooled">Counts over all pixels of all patients.</param>
/// <param name="Patients">The patients.</param>
internal sealed record ScoredSplit(AnomalyScore Score, ScoreDistribution Pooled, ImmutableArray<ScoredPatient> Patients)
{
    /// <summary>
    /// The threshold of highest Dice: on the published grid where the score's range fits it, else over all distinct
    /// scores; null without a lesion.
    /// </summary>
    public ThresholdDice? Best => Score.FitsPublishedThresholds
        ? DiceCurve.Of(Pooled, ThresholdGrid.Published).Best
        : DiceCurve.BestOverAllThresholds(Pooled);

    /// <summary>Each patient's counts at a threshold, after removing small components from its volume.</summary>
    /// <param name="store">Holds the labels.</param>
    /// <param name="threshold">Lesion where the single-precision score is above it.</param>
    /// <param name="maximumSize">Components of at most so many voxels are removed.</param>
    public ImmutableArray<ConfusionCounts> Filtered(SliceStore store, double threshold, int maximumSize)
    {
        var counts = new ConfusionCounts[Patients.Length];
        Parallel.For(0, Patients.Length, i =>
        {
            var patient = store.Get(Patients[i].Name);
            var scores = ScoreCache.Read(Patients[i].ScoreFile!);
            var mask = new byte[scores.Length];
            var limit = (float)threshold;
            for (var p = 0; p < scores.Length; p++)
            {
                mask[p] = scores[p] > limit ? (byte)1 : (byte)0;
            }

            ConnectedComponents.RemoveSmall(mask, mask, new(patient.Count, patient.Size, patient.Size), maximumSize);
            counts[i] = ConfusionCounts.Of(mask, CohortScorer.Labels(patient));
            store.Release(patient.Name);
        });
        return [.. counts];
    }

    /// <summary>Each patient's counts at a threshold, rounded to half precision as in the published evaluation.</summary>
    public ImmutableArray<ConfusionCounts> Unfiltered(double threshold) =>
        [.. Patients.Select(p => p.Distribution.Above(threshold))];
}
