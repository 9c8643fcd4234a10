namespace BrainDae.Metrics.Intervals;

/// <summary>Quantiles of sorted numbers, interpolated linearly between order statistics (NumPy's default).</summary>
internal static class Quantile
{
    /// <summary>The quantile of some numbers in ascending order, at least one; <paramref name="share"/> is 0 to 1.</summary>
    public static double OfSorted(ReadOnlySpan<double> ascending, double share)
    {
        var rank = share * (ascending.Length - 1);
        var below = (int)rank;
        var (low, high) = (ascending[below], ascending[Math.Min(below + 1, ascending.Length - 1)]);

        // Equal numbers first: between infinities there is nothing to interpolate.
        return low == high ? low : low + (rank - below) * (high - low);
    }
}
