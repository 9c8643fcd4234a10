using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption;

/// <summary>
/// Smooth noise in three dimensions: random values on a lattice, blended in between. Covers the cube from -2 to 2 along
/// each axis, what lies outside continues its faces.
/// </summary>
internal static class NoiseLattice
{
    /// <summary>Points along each axis: bumps of two thirds of a radius.</summary>
    public const int Points = 7;

    /// <summary>Draws a lattice, [z, x, y], each value in [-1, 1).</summary>
    public static float[] Draw(RandomStream random)
    {
        var lattice = new float[Points * Points * Points];
        foreach (ref var value in lattice.AsSpan())
        {
            value = (float)random.NextDouble(-1, 1);
        }

        return lattice;
    }

    /// <summary>The noise at a place, in [-1, 1].</summary>
    public static double At(ReadOnlySpan<float> lattice, double x, double y, double z)
    {
        var (i, u) = Cell(x);
        var (j, v) = Cell(y);
        var (k, w) = Cell(z);
        return Mix(Plane(lattice[(k * Points * Points)..], i, j, u, v), Plane(lattice[((k + 1) * Points * Points)..], i, j, u, v), w);
    }

    private static double Plane(ReadOnlySpan<float> plane, int i, int j, double u, double v) =>
        Mix(Mix(plane[i * Points + j], plane[i * Points + j + 1], v), Mix(plane[(i + 1) * Points + j], plane[(i + 1) * Points + j + 1], v), u);

    private static (int Cell, double Fraction) Cell(double position)
    {
        var scaled = Math.Clamp((position + 2) / 4, 0, 1) * (Points - 1);
        var cell = Math.Min((int)scaled, Points - 2);
        var fraction = scaled - cell;

        // Without a bend at the lattice's points.
        return (cell, fraction * fraction * (3 - 2 * fraction));
    }

    private static double Mix(double first, double second, double share) => first + (second - first) * share;
}
