using System.Collections.Immutable;

namespace BrainDae.Metrics.Pixels;

/// <summary>Exact counts of lesion and healthy pixels at every distinct half-precision score. Immutable.</summary>
public sealed class ScoreDistribution
{
    /// <summary>Element i counts the pixels whose score is that of entry i or higher; the last element is 0.</summary>
    private readonly long[] lesionFrom;

    private readonly long[] healthyFrom;

    /// <summary>A distribution from its counts.</summary>
    /// <param name="counts">One entry for each score, in strictly ascending order of scores, counts not negative.</param>
    /// <exception cref="ArgumentException">Not as described.</exception>
    public ScoreDistribution(ImmutableArray<ScoreCount> counts)
    {
        lesionFrom = new long[counts.Length + 1];
        healthyFrom = new long[counts.Length + 1];
        for (var i = counts.Length - 1; i >= 0; i--)
        {
            var (score, lesion, healthy) = counts[i];
            if (Half.IsNaN(score) || lesion < 0 || healthy < 0 || (i > 0 && score <= counts[i - 1].Score))
            {
                throw new ArgumentException($"{counts[i]} at position {i} is out of order or no count.", nameof(counts));
            }

            lesionFrom[i] = lesionFrom[i + 1] + lesion;
            healthyFrom[i] = healthyFrom[i + 1] + healthy;
        }

        Counts = counts;
    }

    /// <summary>The distinct scores in ascending order.</summary>
    public ImmutableArray<ScoreCount> Counts { get; }

    /// <summary>Number of lesion pixels.</summary>
    public long Lesion => lesionFrom[0];

    /// <summary>Number of healthy pixels.</summary>
    public long Healthy => healthyFrom[0];

    /// <summary>Counts when pixels whose score is above a threshold are called lesion.</summary>
    /// <param name="threshold">Rounded to half precision before comparing, as in the published evaluation.</param>
    /// <exception cref="ArgumentException">The threshold is NaN.</exception>
    public ConfusionCounts Above(double threshold)
    {
        var rounded = (Half)threshold;
        if (Half.IsNaN(rounded))
        {
            throw new ArgumentException("A threshold must be a number.", nameof(threshold));
        }

        var (low, high) = (0, Counts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Counts[middle].Score > rounded)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return From(low);
    }

    /// <summary>Counts when pixels with the score of entry <paramref name="index"/> of <see cref="Counts"/> or a higher one are called lesion.</summary>
    /// <param name="index">0 (all pixels) to the number of entries (none).</param>
    public ConfusionCounts From(int index) =>
        new(lesionFrom[index], healthyFrom[index], Lesion - lesionFrom[index], Healthy - healthyFrom[index]);
}
