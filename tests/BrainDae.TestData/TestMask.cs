using BrainDae.Imaging.Grids;

namespace BrainDae.TestData;

/// <summary>Masks made by hand.</summary>
public static class TestMask
{
    /// <summary>A block of ones in a volume of zeros.</summary>
    public static byte[] Block(GridShape shape, (int Slice, int Row, int Column) first, (int Slices, int Rows, int Columns) size)
    {
        var mask = new byte[shape.Count];
        for (var slice = first.Slice; slice < first.Slice + size.Slices; slice++)
        {
            for (var row = first.Row; row < first.Row + size.Rows; row++)
            {
                mask.AsSpan((slice * shape.Rows + row) * shape.Columns + first.Column, size.Columns).Fill(1);
            }
        }

        return mask;
    }
}
