using System.Collections.Immutable;
using BrainDae.Evaluation.Results;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Evaluation;

/// <summary>Samples a score's curves densely enough to be drawn.</summary>
internal static class CurveSampling
{
    private const int RecallPoints = 300;
    private const int ThresholdPoints = 240;

    /// <summary>Beyond the threshold at which Dice has fallen to this share of the best there is nothing to see.</summary>
    private const double ShareOfBest = 0.05;

    public static ScoreCurves Of(ScoreDistribution pooled)
    {
        if (pooled.Lesion == 0)
        {
            return ScoreCurves.None;
        }

        var points = PrecisionRecallCurve.Of(pooled, RecallPoints);
        var (low, high) = Range(pooled);
        ImmutableArray<double> thresholds = [.. Enumerable.Range(0, ThresholdPoints + 1).Select(i => low + (high - low) * i / ThresholdPoints)];
        return new([.. points.Select(p => p.Recall)], [.. points.Select(p => p.Precision)], thresholds, [.. thresholds.Select(t => pooled.Above(t).Dice is var dice && double.IsFinite(dice) ? dice : 0)]);
    }

    private static (double Low, double High) Range(ScoreDistribution pooled)
    {
        var best = Enumerable.Range(0, pooled.Counts.Length).Max(i => pooled.From(i).Dice);
        var last = pooled.Counts.Length - 1;
        while (last > 0 && !(pooled.From(last).Dice >= ShareOfBest * best))
        {
            last--;
        }

        var (low, high) = (Math.Min(0, Finite(pooled.Counts[0].Score)), Finite(pooled.Counts[last].Score));
        return high > low ? (low, high) : (low, low + 1);
    }

    private static double Finite(Half score) => Math.Clamp((double)score, (double)Half.MinValue, (double)Half.MaxValue);
}
