using System.Collections.Immutable;

namespace BrainDae.Metrics.Pixels;

/// <summary>One point of a precision-recall curve.</summary>
/// <param name="Score">Pixels with this score or a higher one are called lesion.</param>
/// <param name="Recall">Share of lesion pixels found.</param>
/// <param name="Precision">Share of detections that are lesion.</param>
public readonly record struct PrecisionRecallPoint(double Score, double Recall, double Precision);

/// <summary>Precision against recall, thinned out for plotting; compute <see cref="AveragePrecision"/> from the distribution instead.</summary>
public static class PrecisionRecallCurve
{
    /// <summary>
    /// Points of the curve from the highest score (lowest recall) to the lowest, spread evenly over recall, the first
    /// and the last of the full curve among them; none without any lesion pixel.
    /// </summary>
    /// <param name="scores">The scores.</param>
    /// <param name="maximumPoints">At most this many points; at least 2.</param>
    public static ImmutableArray<PrecisionRecallPoint> Of(ScoreDistribution scores, int maximumPoints = 500)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumPoints, 2);
        var points = ImmutableArray.CreateBuilder<PrecisionRecallPoint>();
        var nextRecall = 0.0;
        for (var i = scores.Counts.Length - 1; i >= 0 && scores.Lesion > 0; i--)
        {
            var counts = scores.From(i);
            if (i == 0 || (counts.Recall >= nextRecall && points.Count < maximumPoints - 1))
            {
                points.Add(new((double)scores.Counts[i].Score, counts.Recall, counts.Precision));
                nextRecall = (Math.Floor(counts.Recall * (maximumPoints - 1)) + 1) / (maximumPoints - 1);
            }
        }

        return points.DrainToImmutable();
    }
}
