using System.Collections.Immutable;

namespace BrainDae.Evaluation.Results;

/// <summary>What a score does at every threshold, all pixels of all patients pooled.</summary>
/// <param name="Recall">Share of lesion pixels found, rising; empty without a lesion pixel.</param>
/// <param name="Precision">Share of detected pixels that are lesion, at each of <paramref name="Recall"/>.</param>
/// <param name="Thresholds">Thresholds, rising, evenly spaced over the range in which Dice is not negligible; empty without a lesion pixel.</param>
/// <param name="Dice">Dice at each of <paramref name="Thresholds"/>.</param>
public sealed record ScoreCurves(ImmutableArray<double> Recall, ImmutableArray<double> Precision, ImmutableArray<double> Thresholds, ImmutableArray<double> Dice)
{
    /// <summary>The curves of patients without a lesion.</summary>
    public static ScoreCurves None { get; } = new([], [], [], []);
}
