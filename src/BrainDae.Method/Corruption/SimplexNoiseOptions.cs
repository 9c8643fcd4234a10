using BrainDae.Files;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption;

/// <summary>
/// Octaves of simplex noise, as in AnoDDPM (Wyatt et al., CVPR workshops 2022): structures of several sizes at once,
/// each octave with half the wavelength of the one before it. Each plane's noise is scaled to the given deviation.
/// </summary>
public sealed record SimplexNoiseOptions : NoiseOptions
{
    /// <summary>Number of octaves, 1 to 10; AnoDDPM's default is 6.</summary>
    public int Octaves { get; init; } = 6;

    /// <summary>Amplitude of an octave as a share of the one before it, above 0 to 1; AnoDDPM's default is 0.8.</summary>
    public double Persistence { get; init; } = 0.8;

    /// <summary>Wavelength of the first octave as a share of a slice's edge, above 0 to 1; AnoDDPM's default is 0.25: 64 of 256 pixels.</summary>
    public double Wavelength { get; init; } = 0.25;

    /// <inheritdoc/>
    public override IEnumerable<OptionFault> Faults(int size) => base.Faults(size).Concat(new[]
    {
        OptionFault.Unless(Octaves is >= 1 and <= 10, Octaves, "must be 1 to 10", "Corruption.Octaves"),
        OptionFault.Unless(Persistence is > 0 and <= 1, Persistence, "must be above 0 to 1", "Corruption.Persistence"),
        OptionFault.Unless(Wavelength is > 0 and <= 1, Wavelength, "must be above 0 to 1", "Corruption.Wavelength"),
    }.OfType<OptionFault>());

    /// <inheritdoc/>
    public override ICorruption Draw(int slices, int modalities, int size, RandomStream random)
    {
        var field = new float[slices * modalities * size * size];
        for (var start = 0; start < field.Length; start += size * size)
        {
            DrawPlane(field.AsSpan(start, size * size), size, random);
        }

        return new AddedNoise(field);
    }

    private void DrawPlane(Span<float> plane, int size, RandomStream random)
    {
        var (amplitude, frequency) = (1.0, 1 / (Wavelength * size));
        for (var octave = 0; octave < Octaves; octave++)
        {
            var noise = new SimplexNoise(unchecked((uint)random.NextBits()));
            for (var pixel = 0; pixel < plane.Length; pixel++)
            {
                plane[pixel] += (float)(amplitude * noise.At(pixel / size * frequency, pixel % size * frequency));
            }

            (amplitude, frequency) = (amplitude * Persistence, 2 * frequency);
        }

        var squares = 0.0;
        foreach (var value in plane)
        {
            squares += value * value;
        }

        var scale = (float)(StandardDeviation / Math.Sqrt(Math.Max(squares / plane.Length, double.Epsilon)));
        foreach (ref var value in plane)
        {
            value *= scale;
        }
    }
}

/// <summary>
/// Gradient noise on a lattice of equilateral triangles (Perlin, SIGGRAPH 2001): a smooth field with mean 0 in about -1
/// to 1, whose structures have the size of 1.
/// </summary>
/// <param name="seed">Which field.</param>
internal readonly struct SimplexNoise(uint seed)
{
    // Shears squares to pairs of equilateral triangles, and back.
    private static readonly double Skew = (Math.Sqrt(3) - 1) / 2;
    private static readonly double Unskew = (3 - Math.Sqrt(3)) / 6;

    /// <summary>The field at a point.</summary>
    public double At(double x, double y)
    {
        var shear = (x + y) * Skew;
        var (i, j) = (Math.Floor(x + shear), Math.Floor(y + shear));
        var back = (i + j) * Unskew;
        var (dx, dy) = (x - i + back, y - j + back);
        var (column, row) = ((int)i, (int)j);

        // Of the two triangles of a sheared square, the point lies in that on the side of its larger coordinate.
        var (right, up) = dx > dy ? (1, 0) : (0, 1);
        var sum = Corner(column, row, dx, dy)
            + Corner(column + right, row + up, dx - right + Unskew, dy - up + Unskew)
            + Corner(column + 1, row + 1, dx - 1 + 2 * Unskew, dy - 1 + 2 * Unskew);

        return 70 * sum;
    }

    /// <summary>What the gradient of a corner adds at a distance from it.</summary>
    private double Corner(int column, int row, double dx, double dy)
    {
        var near = 0.5 - dx * dx - dy * dy;
        if (near <= 0)
        {
            return 0;
        }

        unchecked
        {
            var hash = seed ^ (uint)column * 0x8da6b343u ^ (uint)row * 0xd8163841u;
            hash = (hash ^ hash >> 16) * 0x7feb352du;
            hash = (hash ^ hash >> 15) * 0x846ca68bu;
            hash ^= hash >> 16;
            var (sine, cosine) = Math.SinCos(Math.Tau / 8 * (hash & 7));
            return near * near * near * near * (cosine * dx + sine * dy);
        }
    }
}
