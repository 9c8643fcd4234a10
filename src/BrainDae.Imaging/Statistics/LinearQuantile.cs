namespace BrainDae.Imaging.Statistics;

/// <summary>
/// Where a quantile lies among sorted values, and the linear interpolation there, rounded as NumPy's and PyTorch's
/// (their method "linear") so that the result is theirs to the last bit.
/// </summary>
/// <param name="Lower">Rank, from 0, of the value at or below the quantile.</param>
/// <param name="Weight">Distance from that value towards the next, 0 to 1.</param>
public readonly record struct LinearQuantile(long Lower, double Weight)
{
    /// <summary>Rank of the value at or above the quantile.</summary>
    public long Upper => Weight > 0 ? Lower + 1 : Lower;

    /// <summary>Locates a quantile from 0 to 1 among <paramref name="count"/> values, at least one.</summary>
    public static LinearQuantile Of(double quantile, long count)
    {
        var position = quantile * (count - 1);
        var lower = Math.Floor(position);
        return new((long)lower, position - lower);
    }

    /// <summary>A quantile from 0 to 1 of values in ascending order, at least one.</summary>
    public static double OfSorted(ReadOnlySpan<double> ascending, double quantile)
    {
        var rank = Of(quantile, ascending.Length);
        var (lower, upper) = (ascending[(int)rank.Lower], ascending[(int)rank.Upper]);

        // Equal numbers first: between infinities there is nothing to interpolate.
        return lower == upper ? lower : rank.Interpolate(lower, upper);
    }

    /// <summary>The quantile from the values at the two ranks.</summary>
    public double Interpolate(double lower, double upper)
    {
        var difference = upper - lower;
        return Weight < 0.5 ? lower + difference * Weight : upper - difference * (1 - Weight);
    }
}
