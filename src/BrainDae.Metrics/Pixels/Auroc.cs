namespace BrainDae.Metrics.Pixels;

/// <summary>
/// Area under the receiver operating characteristic: the probability that a lesion pixel has a higher score than a
/// healthy one, ties counting one half. With few lesion pixels it flatters; report average precision beside it.
/// </summary>
public static class Auroc
{
    /// <summary>0 to 1, exact up to the last rounding; NaN without any lesion or without any healthy pixel.</summary>
    public static double Of(ScoreDistribution scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var (twiceWins, healthyBelow) = ((Int128)0, 0L);
        foreach (var (_, lesion, healthy) in scores.Counts)
        {
            twiceWins += lesion * (2 * (Int128)healthyBelow + healthy);
            healthyBelow += healthy;
        }

        return (double)twiceWins / (double)(2 * (Int128)scores.Lesion * scores.Healthy);
    }
}
