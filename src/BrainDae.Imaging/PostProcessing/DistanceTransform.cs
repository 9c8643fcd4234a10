using System.Runtime.CompilerServices;

namespace BrainDae.Imaging.PostProcessing;

/// <summary>
/// Exact Euclidean distance from every voxel to the nearest marked one, in time linear in the number of voxels: axis by
/// axis, the squared distance is the lower envelope of one parabola a voxel (Felzenszwalb, Huttenlocher, "Distance
/// Transforms of Sampled Functions", 2012).
/// </summary>
public static class DistanceTransform
{
    /// <summary>Lines that are worked on together: as many as fill a cache line.</summary>
    private const int Tile = 8;

    /// <summary>Squared distances between voxel centres.</summary>
    /// <param name="marked">0 is unmarked, anything else marked; shape [slices, rows, columns] in C order.</param>
    /// <param name="squared">Receives for each voxel the squared distance to the nearest marked one, in mm²: 0 where it is marked itself, positive infinity where none is marked. Same shape.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="spacing">Size of a voxel.</param>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is out of range.</exception>
    public static void Squared(ReadOnlySpan<byte> marked, Span<double> squared, GridShape shape, GridSpacing spacing)
    {
        shape.Validate(marked.Length);
        shape.Validate(squared.Length);
        spacing.Validate();
        for (var start = 0; start < marked.Length; start += shape.Columns)
        {
            AlongRow(marked.Slice(start, shape.Columns), squared.Slice(start, shape.Columns), spacing.Column);
        }

        var (plane, envelope) = (shape.Rows * shape.Columns, new ParabolaEnvelope(Math.Max(shape.Rows, shape.Slices)));
        var lines = new double[Tile * Math.Max(shape.Rows, shape.Slices)];
        for (var slice = 0; slice < shape.Slices && shape.Rows > 1; slice++)
        {
            Across(squared.Slice(slice * plane, plane), shape.Rows, shape.Columns, spacing.Row, envelope, lines, shape.Columns);
        }

        for (var row = 0; row < shape.Rows && shape.Slices > 1; row++)
        {
            Across(squared[(row * shape.Columns)..], shape.Slices, plane, spacing.Slice, envelope, lines, shape.Columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AlongRow(ReadOnlySpan<byte> marked, Span<double> squared, double step)
    {
        unchecked
        {
            var last = double.NegativeInfinity;
            for (var i = 0; i < marked.Length; i++)
            {
                last = marked[i] != 0 ? i : last;
                squared[i] = (i - last) * step;
            }

            var next = double.PositiveInfinity;
            for (var i = marked.Length - 1; i >= 0; i--)
            {
                next = marked[i] != 0 ? i : next;
                var distance = Math.Min(squared[i], (next - i) * step);
                squared[i] = distance * distance;
            }
        }
    }

    /// <summary>The lines that cross a row of columns: copied out a few at a time, because their elements lie far apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Across(Span<double> values, int length, int stride, double step, ParabolaEnvelope envelope, double[] lines, int columns)
    {
        unchecked
        {
            for (var column = 0; column < columns; column += Tile)
            {
                var count = Math.Min(Tile, columns - column);
                for (var i = 0; i < length; i++)
                {
                    var from = values.Slice(i * stride + column, count);
                    for (var line = 0; line < from.Length; line++)
                    {
                        lines[line * length + i] = from[line];
                    }
                }

                for (var line = 0; line < count; line++)
                {
                    envelope.Lower(lines.AsSpan(line * length, length), step);
                }

                for (var i = 0; i < length; i++)
                {
                    var to = values.Slice(i * stride + column, count);
                    for (var line = 0; line < to.Length; line++)
                    {
                        to[line] = lines[line * length + i];
                    }
                }
            }
        }
    }
}
