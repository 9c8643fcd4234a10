namespace BrainDae.Metrics.Pixels;

/// <summary>
/// A threshold that needs no lesion: it is set where only a chosen share of healthy tissue is called lesion. It says
/// nothing of the lesions missed; show the recall beside it.
/// </summary>
public static class HealthyCalibration
{
    /// <summary>Share of healthy foreground voxels that may be called lesion, where nothing else is said: a specificity of 99%.</summary>
    public const double DefaultRate = 0.01;

    /// <summary>The lowest threshold above which at most a share of the scores lies; null without a score.</summary>
    /// <param name="healthy">Scores of healthy foreground voxels; only the number of each counts, not its label.</param>
    /// <param name="rate">The share, 0 to below 1.</param>
    public static double? Threshold(ScoreDistribution healthy, double rate = DefaultRate)
    {
        ArgumentNullException.ThrowIfNull(healthy);
        if (rate is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate is 0 to below 1.");
        }

        // The share is divided, not the rate multiplied: a product rounds 3/11 of 220 below the 60 that it is.
        var (above, all) = (0L, (double)(healthy.Lesion + healthy.Healthy));
        for (var i = healthy.Counts.Length - 1; i >= 0; i--)
        {
            above += healthy.Counts[i].Lesion + healthy.Counts[i].Healthy;
            if (above / all > rate)
            {
                return (double)healthy.Counts[i].Score;
            }
        }

        return null;
    }
}
