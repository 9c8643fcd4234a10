using System.Collections.Immutable;

namespace BrainDae.Metrics.Pixels;

/// <summary>Thresholds at which a Dice curve is sampled, in ascending order.</summary>
public sealed record ThresholdGrid
{
    /// <summary>A grid of given thresholds.</summary>
    /// <param name="values">At least one, strictly ascending, finite in half precision.</param>
    /// <exception cref="ArgumentException">No thresholds, or not as described.</exception>
    public ThresholdGrid(ImmutableArray<double> values)
    {
        if (values.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A threshold grid needs at least one threshold.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!Half.IsFinite((Half)values[i]) || (i > 0 && !(values[i] > values[i - 1])))
            {
                throw new ArgumentException($"Threshold {values[i]} at position {i} is not finite in half precision or not above the one before.", nameof(values));
            }
        }

        Values = values;
    }

    /// <summary>The 1,000 thresholds 0, 0.001 .. 0.999 of the published evaluation.</summary>
    public static ThresholdGrid Published { get; } = new([.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)]);

    /// <summary>The thresholds as named in results, before rounding to half precision.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>Whether both grids have the same thresholds.</summary>
    public bool Equals(ThresholdGrid? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Values.Length, Values[0], Values[^1]);
}
