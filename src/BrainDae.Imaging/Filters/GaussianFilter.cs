using System.Numerics;
using System.Runtime.CompilerServices;
using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Filters;

/// <summary>
/// Smooths a volume with a Gaussian of the same width in millimetres along every axis, whatever the spacing. Computes
/// as scipy.ndimage.gaussian_filter does at its defaults: separable, cut off at four standard deviations, border
/// reflected with the edge repeated (d c b a | a b c d | d c b a).
/// </summary>
public static class GaussianFilter
{
    /// <summary>Standard deviations at which the kernel is cut off.</summary>
    public const double Truncation = 4;

    /// <summary>Smooths in place.</summary>
    /// <param name="volume">[slice, row, column] in C order.</param>
    /// <param name="shape">Shape of the volume.</param>
    /// <param name="spacing">Distance of its voxels in millimetres.</param>
    /// <param name="standardDeviation">Width in millimetres, 0 or more; 0 changes nothing.</param>
    /// <exception cref="ArgumentException">The volume does not have the shape, or a number is out of range.</exception>
    public static void Apply(Memory<float> volume, GridShape shape, GridSpacing spacing, double standardDeviation)
    {
        spacing.Validate();
        shape.Validate(volume.Length);
        if (!(standardDeviation >= 0 && double.IsFinite(standardDeviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "Must be 0 or more millimetres.");
        }

        var plane = shape.Rows * shape.Columns;
        var (rows, columns) = (Kernel(standardDeviation / spacing.Row), Kernel(standardDeviation / spacing.Column));
        Parallel.For(0, shape.Slices, slice =>
        {
            var pixels = volume.Span.Slice(slice * plane, plane);
            AlongLines(pixels, shape.Rows, shape.Columns, rows);
            AlongColumns(pixels, shape.Columns, columns);
        });
        var slices = Kernel(standardDeviation / spacing.Slice);
        Parallel.For(0, shape.Rows, row => AlongSlices(volume.Span, shape, row, slices));
    }

    /// <summary>Weights from the middle outwards: element k is that of both neighbours at distance k.</summary>
    private static float[] Kernel(double deviation)
    {
        var radius = (int)(Truncation * deviation + 0.5);
        var weights = Enumerable.Range(0, radius + 1).Select(k => deviation > 0 ? Math.Exp(-0.5 * k * k / (deviation * deviation)) : 1).ToArray();
        var sum = 2 * weights.Sum() - weights[0];
        return [.. weights.Select(weight => (float)(weight / sum))];
    }

    /// <summary>Each row becomes the weighted sum of the rows around it.</summary>
    private static void AlongLines(Span<float> pixels, int rows, int columns, float[] kernel)
    {
        if (kernel.Length == 1)
        {
            return;
        }

        var source = pixels.ToArray();
        var starts = new int[2 * kernel.Length - 1];
        for (var row = 0; row < rows; row++)
        {
            starts[0] = row * columns;
            for (var k = 1; k < kernel.Length; k++)
            {
                (starts[2 * k - 1], starts[2 * k]) = (Reflect(row - k, rows) * columns, Reflect(row + k, rows) * columns);
            }

            Sum(source, starts, kernel, pixels.Slice(row * columns, columns));
        }
    }

    private static void AlongColumns(Span<float> pixels, int columns, float[] kernel)
    {
        if (kernel.Length == 1)
        {
            return;
        }

        var radius = kernel.Length - 1;
        int[] from = [.. Enumerable.Range(-radius, columns + 2 * radius).Select(i => Reflect(i, columns))];
        int[] starts = [radius, .. Enumerable.Range(1, radius).SelectMany(k => new[] { radius - k, radius + k })];
        var padded = new float[from.Length];
        for (var start = 0; start < pixels.Length; start += columns)
        {
            var target = pixels.Slice(start, columns);
            Gather(target, from, padded);
            Sum(padded, starts, kernel, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(ReadOnlySpan<float> source, ReadOnlySpan<int> from, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = source[from[i]];
        }
    }

    /// <summary>
    /// Weighted sum of pieces of the source. Our own loop, in registers and compiled once: a library's generic one is
    /// interpreted-slow until it was called often enough, which on a single scan takes longer than the filter.
    /// </summary>
    /// <param name="source">Holds the pieces.</param>
    /// <param name="starts">Where they begin: the middle one, then both neighbours at distance 1, at distance 2, and so on.</param>
    /// <param name="kernel">Weight of each distance.</param>
    /// <param name="target">As long as a piece; must not overlap the source.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(ReadOnlySpan<float> source, ReadOnlySpan<int> starts, ReadOnlySpan<float> kernel, Span<float> target)
    {
        unchecked
        {
            var i = 0;
            for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var sum = new Vector<float>(source[(starts[0] + i)..]) * kernel[0];
                for (var k = 1; k < kernel.Length; k++)
                {
                    sum += new Vector<float>(source[(starts[2 * k - 1] + i)..]) * kernel[k];
                    sum += new Vector<float>(source[(starts[2 * k] + i)..]) * kernel[k];
                }

                sum.CopyTo(target[i..]);
            }

            for (; i < target.Length; i++)
            {
                var sum = source[starts[0] + i] * kernel[0];
                for (var k = 1; k < kernel.Length; k++)
                {
                    sum += source[starts[2 * k - 1] + i] * kernel[k];
                    sum += source[starts[2 * k] + i] * kernel[k];
                }

                target[i] = sum;
            }
        }
    }

    /// <summary>One row of all slices, which lie a plane apart.</summary>
    private static void AlongSlices(Span<float> volume, GridShape shape, int row, float[] kernel)
    {
        if (kernel.Length == 1)
        {
            return;
        }

        var (columns, plane) = (shape.Columns, shape.Rows * shape.Columns);
        var lines = new float[shape.Slices * columns];
        for (var slice = 0; slice < shape.Slices; slice++)
        {
            volume.Slice(slice * plane + row * columns, columns).CopyTo(lines.AsSpan(slice * columns));
        }

        AlongLines(lines, shape.Slices, columns, kernel);
        for (var slice = 0; slice < shape.Slices; slice++)
        {
            lines.AsSpan(slice * columns, columns).CopyTo(volume[(slice * plane + row * columns)..]);
        }
    }

    private static int Reflect(int index, int length)
    {
        // A kernel may be wider than the volume: reflect as often as it takes.
        var period = 2 * length;
        var folded = ((index % period) + period) % period;
        return folded < length ? folded : period - 1 - folded;
    }
}
