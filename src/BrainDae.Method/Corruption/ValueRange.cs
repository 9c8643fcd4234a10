using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption;

/// <summary>Where a random value lies.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest, at least <paramref name="Low"/>.</param>
public readonly record struct ValueRange(double Low, double High)
{
    /// <summary>A value, all equally likely.</summary>
    public double Draw(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return random.NextDouble(Low, High);
    }

    /// <summary>A value, all ratios equally likely, so that small ones are as frequent as large ones; both bounds above 0.</summary>
    public double DrawRatio(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Low * Math.Pow(High / Low, random.NextDouble());
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Low} to {High}");

    /// <summary>Whether both bounds are numbers in their order, from <paramref name="low"/> to <paramref name="high"/>.</summary>
    internal bool IsWithin(double low, double high) => Low >= low && High <= high && Low <= High;
}
