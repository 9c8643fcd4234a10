using System.Runtime.CompilerServices;
using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Masks;

/// <summary>A block of voxels of a volume, to work on the part of a mask that is not empty.</summary>
/// <param name="First">Its first voxel along each axis.</param>
/// <param name="Shape">Its size.</param>
public readonly record struct MaskBox((int Slice, int Row, int Column) First, GridShape Shape)
{
    private (int Slice, int Row, int Column) End => (First.Slice + Shape.Slices, First.Row + Shape.Rows, First.Column + Shape.Columns);

    /// <summary>The block that is a whole volume.</summary>
    public static MaskBox Whole(GridShape volume) => new((0, 0, 0), volume);

    /// <summary>The smallest block that holds every voxel of a mask that is not 0; null where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static MaskBox? Around(ReadOnlySpan<byte> mask, GridShape shape)
    {
        var (low, high) = ((Slice: int.MaxValue, Row: int.MaxValue, Column: int.MaxValue), (Slice: -1, Row: -1, Column: -1));
        for (var row = 0; row < shape.Slices * shape.Rows; row++)
        {
            var voxels = mask.Slice(row * shape.Columns, shape.Columns);
            var last = voxels.LastIndexOfAnyExcept((byte)0);
            if (last < 0)
            {
                continue;
            }

            var (s, r) = (row / shape.Rows, row % shape.Rows);
            low = (Math.Min(low.Slice, s), Math.Min(low.Row, r), Math.Min(low.Column, voxels.IndexOfAnyExcept((byte)0)));
            high = (s, Math.Max(high.Row, r), Math.Max(high.Column, last));
        }

        return high.Slice < 0 ? null : Between(low, (high.Slice + 1, high.Row + 1, high.Column + 1));
    }

    /// <summary>The block with everything of the volume that lies within a distance of it along each axis.</summary>
    public MaskBox Grown(double millimetres, GridSpacing spacing, GridShape volume)
    {
        var (firstSlice, slices) = Grow(First.Slice, Shape.Slices, Steps(spacing.Slice), volume.Slices);
        var (firstRow, rows) = Grow(First.Row, Shape.Rows, Steps(spacing.Row), volume.Rows);
        var (firstColumn, columns) = Grow(First.Column, Shape.Columns, Steps(spacing.Column), volume.Columns);
        return new((firstSlice, firstRow, firstColumn), new(slices, rows, columns));

        // No more than a volume can hold, whatever the spacing.
        int Steps(double distance) => (int)Math.Min(Math.Ceiling(millimetres / distance), int.MaxValue / 4);

        static (int First, int Count) Grow(int first, int count, int steps, int all)
        {
            var from = Math.Max(0, first - steps);
            return (from, Math.Min(all, first + count + steps) - from);
        }
    }

    /// <summary>The smallest block that holds both.</summary>
    public MaskBox Union(MaskBox other)
    {
        var first = (Math.Min(First.Slice, other.First.Slice), Math.Min(First.Row, other.First.Row), Math.Min(First.Column, other.First.Column));
        return Between(first, (Math.Max(End.Slice, other.End.Slice), Math.Max(End.Row, other.End.Row), Math.Max(End.Column, other.End.Column)));
    }

    /// <summary>The block that both share; null where they share none.</summary>
    public MaskBox? Overlap(MaskBox other)
    {
        var first = (Slice: Math.Max(First.Slice, other.First.Slice), Row: Math.Max(First.Row, other.First.Row), Column: Math.Max(First.Column, other.First.Column));
        var end = (Slice: Math.Min(End.Slice, other.End.Slice), Row: Math.Min(End.Row, other.End.Row), Column: Math.Min(End.Column, other.End.Column));
        return end.Slice > first.Slice && end.Row > first.Row && end.Column > first.Column ? Between(first, end) : null;
    }

    /// <summary>This block as one of the volume that a block around it is.</summary>
    public MaskBox Within(MaskBox around) =>
        this with { First = (First.Slice - around.First.Slice, First.Row - around.First.Row, First.Column - around.First.Column) };

    /// <summary>Where a voxel of the volume lies in an array of this block.</summary>
    public int IndexOf((int Slice, int Row, int Column) voxel) =>
        ((voxel.Slice - First.Slice) * Shape.Rows + voxel.Row - First.Row) * Shape.Columns + voxel.Column - First.Column;

    /// <summary>The voxel of the volume at which a row of this block begins, rows counted through all slices.</summary>
    public (int Slice, int Row, int Column) RowStart(int row) => (First.Slice + row / Shape.Rows, First.Row + row % Shape.Rows, First.Column);

    /// <summary>An array of this block that holds that of a block within it, and 0 elsewhere.</summary>
    public byte[] Paste(ReadOnlySpan<byte> part, MaskBox within)
    {
        var whole = new byte[Shape.Count];
        for (var row = 0; row < within.Shape.Slices * within.Shape.Rows; row++)
        {
            part.Slice(row * within.Shape.Columns, within.Shape.Columns).CopyTo(whole.AsSpan(IndexOf(within.RowStart(row))));
        }

        return whole;
    }

    /// <summary>The block of a mask as 1 and 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public byte[] Cut(ReadOnlySpan<byte> mask, GridShape volume)
    {
        var (part, whole) = (new byte[Shape.Count], Whole(volume));
        for (var row = 0; row < Shape.Slices * Shape.Rows; row++)
        {
            var from = mask.Slice(whole.IndexOf(RowStart(row)), Shape.Columns);
            var to = part.AsSpan(row * Shape.Columns, Shape.Columns);
            for (var column = 0; column < to.Length; column++)
            {
                to[column] = from[column] != 0 ? (byte)1 : (byte)0;
            }
        }

        return part;
    }

    private static MaskBox Between((int Slice, int Row, int Column) first, (int Slice, int Row, int Column) end) =>
        new(first, new(end.Slice - first.Slice, end.Row - first.Row, end.Column - first.Column));
}
