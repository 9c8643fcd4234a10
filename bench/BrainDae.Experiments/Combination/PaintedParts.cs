using BrainDae.Metrics.Pixels;

namespace BrainDae.Experiments.Combination;

/// <summary>A validation patient with synthetic lesions.</summary>
/// <param name="Parts">What can be combined.</param>
/// <param name="Lesion">1 where synthetic lesion is.</param>
/// <param name="Counted">The slices that were healthy before.</param>
internal sealed record PaintedParts(Parts Parts, byte[] Lesion, bool[] Counted)
{
    /// <summary>The unit of a combination's residual: the value that outlines all of them best; 1 where it has none.</summary>
    public static double Unit(IReadOnlyList<PaintedParts> painted, Combination combination) =>
        combination.ResidualWeight > 0 ? Threshold(painted, combination with { ProbabilityWeight = 0 }, unit: 1) : 1;

    /// <summary>The threshold of highest Dice on all of them.</summary>
    public static double Threshold(IReadOnlyList<PaintedParts> painted, Combination combination, double unit)
    {
        var histogram = new ScoreHistogram();
        foreach (var (parts, lesion, counted) in painted)
        {
            var values = parts.Of(combination, unit);
            for (var slice = 0; slice < counted.Length; slice++)
            {
                if (counted[slice])
                {
                    histogram.Add(values.AsSpan(slice * parts.Area, parts.Area), lesion.AsSpan(slice * parts.Area, parts.Area));
                }
            }
        }

        return DiceCurve.BestOverAllThresholds(histogram.ToDistribution())!.Value.Threshold;
    }
}
