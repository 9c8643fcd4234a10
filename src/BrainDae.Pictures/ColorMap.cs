using System.Collections.Immutable;

namespace BrainDae.Pictures;

/// <summary>Colours for numbers from 0 to 1, interpolated between evenly spaced control points. Immutable.</summary>
public sealed class ColorMap
{
    private readonly ImmutableArray<Rgb> points;

    private ColorMap(params ReadOnlySpan<Rgb> points) => this.points = [.. points];

    /// <summary>Black to white, for MR images.</summary>
    public static ColorMap Grey { get; } = new(Rgb.Black, Rgb.White);

    /// <summary>
    /// Black over violet, red and orange to pale yellow, for anomaly scores. Lightness (CIE L*) rises evenly from
    /// control point to control point, so that equal differences of score look equally large, in grey print too.
    /// </summary>
    public static ColorMap Heat { get; } = new(
        new(0, 0, 0), new(33, 25, 69), new(84, 33, 117), new(142, 50, 122), new(194, 75, 111),
        new(233, 113, 85), new(247, 162, 68), new(246, 212, 113), new(253, 253, 202));

    /// <summary>The colour of a value; values outside of 0 to 1 take the colour of the nearer end, NaN that of 0.</summary>
    public Rgb this[float value]
    {
        get
        {
            var position = (value > 0 ? MathF.Min(value, 1) : 0) * (points.Length - 1);
            var below = Math.Min((int)position, points.Length - 2);
            return points[below].Towards(points[below + 1], position - below);
        }
    }
}
