using System.Runtime.CompilerServices;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;

namespace BrainDae.Imaging.Distances;

/// <summary>
/// Exact Euclidean distance from every voxel to the nearest marked one: axis by axis, the squared distance is the least
/// of one parabola a voxel (Felzenszwalb, Huttenlocher, "Distance Transforms of Sampled Functions", 2012). Their lower
/// envelope would take linear time, but one number after the other; this takes a logarithm more, in vectors.
/// </summary>
public static class DistanceTransform
{
    /// <summary>Squared distances between voxel centres.</summary>
    /// <param name="marked">0 is unmarked, anything else marked; shape [slices, rows, columns] in C order.</param>
    /// <param name="squared">Receives for each voxel the squared distance to the nearest marked one, in mm²: 0 where it is marked itself, positive infinity where none is marked. Same shape.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="spacing">Size of a voxel.</param>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is out of range.</exception>
    public static void Squared(ReadOnlySpan<byte> marked, Span<double> squared, GridShape shape, GridSpacing spacing)
    {
        shape.Validate(squared.Length);
        Squared(marked, squared, shape, spacing, MaskBox.Whole(shape));
    }

    /// <summary>The squared distances of one block, to all that is marked in the volume; what lies outside it costs far less.</summary>
    /// <param name="marked">0 is unmarked, anything else marked; shape [slices, rows, columns] in C order.</param>
    /// <param name="squared">Receives the squared distance of each voxel of the block, mm².</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="spacing">Size of a voxel.</param>
    /// <param name="block">A block of the volume.</param>
    public static void Squared(ReadOnlySpan<byte> marked, Span<double> squared, GridShape shape, GridSpacing spacing, MaskBox block)
    {
        shape.Validate(marked.Length);
        spacing.Validate();
        var (first, kept) = (block.First, block.Shape);
        var (plane, layer) = (shape.Rows * kept.Columns, kept.Rows * kept.Columns);
        var values = new double[shape.Slices * plane];
        var line = new double[shape.Columns];
        var acrossRows = new LowestParabolas(shape.Rows, spacing.Row);
        for (var slice = 0; slice < shape.Slices; slice++)
        {
            var marks = marked.Slice(slice * shape.Rows * shape.Columns, shape.Rows * shape.Columns);
            var rows = values.AsSpan(slice * plane, plane);
            if (!marks.ContainsAnyExcept((byte)0))
            {
                rows.Fill(double.PositiveInfinity);
                continue;
            }

            for (var row = 0; row < shape.Rows; row++)
            {
                AlongRow(marks.Slice(row * shape.Columns, shape.Columns), line, spacing.Column);
                line.AsSpan(first.Column, kept.Columns).CopyTo(rows[(row * kept.Columns)..]);
            }

            Across(new(rows, kept.Columns, shape.Rows), new(rows[(first.Row * kept.Columns)..], kept.Columns, kept.Rows), first.Row, kept.Columns, acrossRows);
        }

        var acrossSlices = new LowestParabolas(shape.Slices, spacing.Slice);
        for (var row = 0; row < kept.Rows; row++)
        {
            var slices = values.AsSpan((first.Row + row) * kept.Columns);
            Across(new(slices, plane, shape.Slices), new(squared[(row * kept.Columns)..], layer, kept.Slices), first.Slice, kept.Columns, acrossSlices);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AlongRow(ReadOnlySpan<byte> marked, Span<double> squared, double step)
    {
        if (!marked.ContainsAnyExcept((byte)0))
        {
            squared.Fill(double.PositiveInfinity);
            return;
        }

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

    /// <summary>
    /// The lines that cross a row of columns. Of each, the part from its element <paramref name="first"/> on is kept, as
    /// <paramref name="to"/>, which may lie in the same memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Across(Lines from, Lines to, int first, int columns, LowestParabolas parabolas)
    {
        unchecked
        {
            for (var column = 0; column < columns; column += LowestParabolas.Lines)
            {
                var count = Math.Min(LowestParabolas.Lines, columns - column);
                parabolas.Clear();
                for (var i = 0; i < from.Length; i++)
                {
                    parabolas.Add(i, from.Values.Slice(i * from.Stride + column, count));
                }

                var lowest = parabolas.Lowest(first, to.Length);
                for (var i = 0; i < to.Length; i++)
                {
                    lowest.Slice(i * LowestParabolas.Lines, count).CopyTo(to.Values[(i * to.Stride + column)..]);
                }
            }
        }
    }

    /// <summary>Lines beside each other.</summary>
    private readonly ref struct Lines(Span<double> values, int stride, int length)
    {
        /// <summary>From the first element of the first line on.</summary>
        public readonly Span<double> Values = values;

        /// <summary>From one element of a line to the next.</summary>
        public readonly int Stride = stride;

        /// <summary>Elements of a line.</summary>
        public readonly int Length = length;
    }
}
