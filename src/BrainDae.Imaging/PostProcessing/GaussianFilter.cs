using System.Numerics.Tensors;

namespace BrainDae.Imaging.PostProcessing;

/// <summary>
/// Smooths a volume with a Gaussian of the same width in millimetres along every axis, whatever the spacing. Computes
/// as scipy.ndimage.gaussian_filter does at its defaults: separable, cut off at four standard deviations, border
/// reflected with the edge repeated (d c b a | a b c d | d c b a).
/// </summary>
public static class GaussianFilter
{
    private const double Truncation = 4;

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
        for (var row = 0; row < rows; row++)
        {
            var target = pixels.Slice(row * columns, columns);
            TensorPrimitives.Multiply(source.AsSpan(row * columns, columns), kernel[0], target);
            for (var k = 1; k < kernel.Length; k++)
            {
                TensorPrimitives.MultiplyAdd(source.AsSpan(Reflect(row - k, rows) * columns, columns), kernel[k], target, target);
                TensorPrimitives.MultiplyAdd(source.AsSpan(Reflect(row + k, rows) * columns, columns), kernel[k], target, target);
            }
        }
    }

    private static void AlongColumns(Span<float> pixels, int columns, float[] kernel)
    {
        if (kernel.Length == 1)
        {
            return;
        }

        var radius = kernel.Length - 1;
        var padded = new float[columns + 2 * radius];
        for (var start = 0; start < pixels.Length; start += columns)
        {
            var target = pixels.Slice(start, columns);
            for (var i = 0; i < padded.Length; i++)
            {
                padded[i] = target[Reflect(i - radius, columns)];
            }

            TensorPrimitives.Multiply(padded.AsSpan(radius, columns), kernel[0], target);
            for (var k = 1; k < kernel.Length; k++)
            {
                TensorPrimitives.MultiplyAdd(padded.AsSpan(radius - k, columns), kernel[k], target, target);
                TensorPrimitives.MultiplyAdd(padded.AsSpan(radius + k, columns), kernel[k], target, target);
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
