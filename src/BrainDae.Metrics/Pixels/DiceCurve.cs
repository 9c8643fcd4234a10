using System.Collections.Immutable;

namespace BrainDae.Metrics.Pixels;

/// <summary>Dice over all pixels together, as a function of the threshold.</summary>
public sealed record DiceCurve
{
    private DiceCurve(ThresholdGrid grid, ImmutableArray<double> values) => (Grid, Values) = (grid, values);

    /// <summary>The thresholds.</summary>
    public ThresholdGrid Grid { get; }

    /// <summary>Dice at each threshold; NaN where there is neither a lesion nor a score above the threshold.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>
    /// The highest Dice on the grid, at the lowest threshold that reaches it; null without any lesion pixel. Picked on
    /// the data it is reported for, it is an ideal that no user of the method reaches: say so where it is shown.
    /// </summary>
    public ThresholdDice? Best { get; private init; }

    /// <summary>Samples the curve; thresholds are rounded to half precision before comparing, as in the published evaluation.</summary>
    public static DiceCurve Of(ScoreDistribution scores, ThresholdGrid grid)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(grid);
        ImmutableArray<double> values = [.. grid.Values.Select(t => scores.Above(t).Dice)];
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return new(grid, values) { Best = scores.Lesion == 0 ? null : new(grid.Values[best], values[best]) };
    }

    /// <summary>
    /// The highest Dice that any threshold at all reaches, at the lowest such threshold; null without any lesion pixel.
    /// The threshold returned is the half-precision number just below the lowest score that is called lesion.
    /// </summary>
    public static ThresholdDice? BestOverAllThresholds(ScoreDistribution scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ThresholdDice? best = null;
        for (var i = 0; i < scores.Counts.Length && scores.Lesion > 0; i++)
        {
            var dice = scores.From(i).Dice;
            if (best is null || dice > best.Value.Dice)
            {
                best = new((double)Half.BitDecrement(scores.Counts[i].Score), dice);
            }
        }

        return best;
    }
}
