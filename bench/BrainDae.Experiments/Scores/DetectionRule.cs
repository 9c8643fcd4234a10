using System.Collections.Immutable;
using BrainDae.Imaging.Components;
using BrainDae.Imaging.Grids;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Experiments.Scores;

/// <summary>Which components of a thresholded volume are kept as detections.</summary>
/// <param name="Name">The rule in words.</param>
/// <param name="LeastMillilitres">Smaller components go.</param>
/// <param name="LeastVoxels">Components of fewer voxels go.</param>
/// <param name="LeastPeak">Components whose highest score is below so many thresholds go.</param>
internal sealed record DetectionRule(string Name, double LeastMillilitres = 0, int LeastVoxels = 1, double LeastPeak = 1)
{
    public static ImmutableArray<DetectionRule> All { get; } =
    [
        new("none"),
        new("more than 20 voxels (published)", LeastVoxels: ConnectedComponents.PublishedMaximumSize + 1),
        new("0.5 ml or more", LeastMillilitres: 0.5),
        new("1 ml or more", LeastMillilitres: 1),
        new("2 ml or more", LeastMillilitres: 2),
        new("peak of 1.25 thresholds or more", LeastPeak: 1.25),
        new("peak of 1.5 thresholds or more", LeastPeak: 1.5),
        new("peak of 2 thresholds or more", LeastPeak: 2),
        new("1 ml or more and peak of 1.5 thresholds or more", LeastMillilitres: 1, LeastPeak: 1.5),
    ];

    /// <summary>Detects and compares with the label.</summary>
    public (ConfusionCounts Voxels, LesionCounts Lesions) Measure(float[] scores, byte[] labels, double threshold, ScoreInput input)
    {
        var shape = new GridShape(input.Slices, input.Size, input.Size);
        var mask = Array.ConvertAll(scores, score => score > (float)threshold ? (byte)1 : (byte)0);
        var components = ConnectedComponents.Label(mask, shape);
        var labelled = components.Labels.Span;
        var peaks = new float[components.Count + 1];
        for (var i = 0; i < scores.Length; i++)
        {
            var label = labelled[i];
            peaks[label] = Math.Max(peaks[label], scores[i]);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            var label = labelled[i];
            mask[i] = label != 0 && components.Sizes[label - 1] >= LeastVoxels
                && components.Sizes[label - 1] * input.Spacing.VoxelVolume >= LeastMillilitres * 1000
                && peaks[label] >= LeastPeak * threshold ? (byte)1 : (byte)0;
        }

        return (ConfusionCounts.Of(mask, labels), LesionDetection.Count(mask, labels, shape, input.Spacing, new LesionRule()));
    }
}

/// <summary>A rule on one run.</summary>
/// <param name="Fold">Number of the fold.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Dice">Over all voxels of all patients.</param>
/// <param name="PatientDice">Mean over patients.</param>
/// <param name="FalsePositives">Components that touch no lesion, mean over patients.</param>
internal sealed record RuleResult(int Fold, long Seed, double Dice, double PatientDice, double FalsePositives);
