using System.Runtime.CompilerServices;
using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Filters;

/// <summary>Sums over a box around every voxel, the same work for any width. Beyond the border is nothing.</summary>
internal static class BoxSum
{
    /// <summary>Each voxel becomes the sum of those in the box around it.</summary>
    /// <param name="volume">[slice, row, column] in C order; changed.</param>
    /// <param name="shape">Shape of the volume.</param>
    /// <param name="slices">Voxels that the box reaches to either side across slices, 0 or more.</param>
    /// <param name="rows">The same along rows.</param>
    /// <param name="columns">The same along columns.</param>
    public static void Apply(float[] volume, GridShape shape, int slices, int rows, int columns)
    {
        var plane = shape.Rows * shape.Columns;
        Parallel.For(0, shape.Slices, () => new float[plane], (int slice, ParallelLoopState _, float[] source) =>
        {
            var pixels = volume.AsSpan(slice * plane, plane);
            pixels.CopyTo(source);
            SumLines(source, pixels, shape.Columns, rows);
            SumWithinLines(pixels, shape.Columns, columns);
            return source;
        }, _ => { });
        Parallel.For(0, shape.Rows, () => (Source: new float[shape.Slices * shape.Columns], Target: new float[shape.Slices * shape.Columns]), (int row, ParallelLoopState _, (float[] Source, float[] Target) lines) =>
        {
            for (var slice = 0; slice < shape.Slices; slice++)
            {
                volume.AsSpan(slice * plane + row * shape.Columns, shape.Columns).CopyTo(lines.Source.AsSpan(slice * shape.Columns));
            }

            SumLines(lines.Source, lines.Target, shape.Columns, slices);
            for (var slice = 0; slice < shape.Slices; slice++)
            {
                lines.Target.AsSpan(slice * shape.Columns, shape.Columns).CopyTo(volume.AsSpan(slice * plane + row * shape.Columns));
            }

            return lines;
        }, _ => { });
    }

    /// <summary>Each line becomes the sum of the lines around it: the sum of the line before, one line more and one less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumLines(ReadOnlySpan<float> source, Span<float> target, int length, int reach)
    {
        unchecked
        {
            var lines = source.Length / length;
            target[..length].Clear();
            for (var line = 0; line < Math.Min(reach + 1, lines); line++)
            {
                LineSum.Add(target[..length], source.Slice(line * length, length));
            }

            for (var line = 1; line < lines; line++)
            {
                var sum = target.Slice(line * length, length);
                target.Slice((line - 1) * length, length).CopyTo(sum);
                if (line + reach < lines)
                {
                    LineSum.Add(sum, source.Slice((line + reach) * length, length));
                }

                if (line - reach > 0)
                {
                    LineSum.Subtract(sum, source.Slice((line - reach - 1) * length, length));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumWithinLines(Span<float> pixels, int length, int reach)
    {
        unchecked
        {
            Span<float> source = new float[length];
            for (var start = 0; start < pixels.Length; start += length)
            {
                var line = pixels.Slice(start, length);
                line.CopyTo(source);
                var sum = 0f;
                for (var i = 0; i < Math.Min(reach, length); i++)
                {
                    sum += source[i];
                }

                for (var i = 0; i < length; i++)
                {
                    sum += i + reach < length ? source[i + reach] : 0;
                    sum -= i - reach > 0 ? source[i - reach - 1] : 0;
                    line[i] = sum;
                }
            }
        }
    }
}
