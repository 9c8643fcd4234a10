using BrainDae.Pictures;

namespace BrainDae.Report.Html;

/// <summary>
/// Lays a patient's slices out on one sheet, row by row from the top left, so that one picture holds them all. A slice
/// [x, y] is shown as in <see cref="MontagePanel"/>: x to the right, y downwards.
/// </summary>
internal static class SliceSheet
{
    /// <summary>Slices in a row of the sheet.</summary>
    public static int ColumnsOf(int slices) => (int)Math.Ceiling(Math.Sqrt(slices));

    /// <summary>The sheet of 8-bit values.</summary>
    /// <param name="values">[slice, x, y] in C order.</param>
    /// <param name="slices">Number of slices, 1 or more.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    public static GreyPicture Of(ReadOnlySpan<byte> values, int slices, int size)
    {
        if (slices < 1 || values.Length != slices * size * size)
        {
            throw new ArgumentException($"{values.Length} values are not {slices} slices of {size} x {size}.", nameof(values));
        }

        var columns = ColumnsOf(slices);
        var (width, height) = (columns * size, (slices + columns - 1) / columns * size);
        var pixels = new byte[width * height];
        for (var slice = 0; slice < slices; slice++)
        {
            var (row, column) = Math.DivRem(slice, columns);
            for (var x = 0; x < size; x++)
            {
                var line = values.Slice((slice * size + x) * size, size);
                for (var y = 0; y < size; y++)
                {
                    pixels[(row * size + y) * width + column * size + x] = line[y];
                }
            }
        }

        return new(width, height, pixels);
    }
}
