namespace BrainDae.Pictures;

/// <summary>
/// The row filters of PNG (W3C PNG specification, section 9) for whole bytes a pixel, and the choice among them: the
/// filter whose bytes, as signed numbers, have the smallest sum of magnitudes, as the specification recommends.
/// </summary>
internal static class PngFilter
{
    private const int Kinds = 5;

    /// <summary>Writes the filter's number and the filtered row.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="above">The row above; zeros for the first row.</param>
    /// <param name="output">One byte longer than the row.</param>
    /// <param name="scratch">As long as <paramref name="output"/>; overwritten.</param>
    /// <param name="pixelBytes">Bytes a pixel: 3 for colour, 1 for grey.</param>
    public static void Apply(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> output, Span<byte> scratch, int pixelBytes)
    {
        var least = long.MaxValue;
        for (byte kind = 0; kind < Kinds; kind++)
        {
            scratch[0] = kind;
            var cost = Filter(kind, row, above, scratch[1..], pixelBytes);
            if (cost < least)
            {
                least = cost;
                scratch.CopyTo(output);
            }
        }
    }

    private static long Filter(byte kind, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered, int pixelBytes)
    {
        var cost = 0L;
        for (var i = 0; i < row.Length; i++)
        {
            var left = i >= pixelBytes ? row[i - pixelBytes] : 0;
            var aboveLeft = i >= pixelBytes ? above[i - pixelBytes] : 0;
            var prediction = kind switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => Paeth(left, above[i], aboveLeft),
            };
            var value = unchecked((sbyte)(row[i] - prediction));
            filtered[i] = unchecked((byte)value);
            cost += Math.Abs((int)value);
        }

        return cost;
    }

    private static int Paeth(int left, int above, int aboveLeft)
    {
        var estimate = left + above - aboveLeft;
        int toLeft = Math.Abs(estimate - left), toAbove = Math.Abs(estimate - above), toAboveLeft = Math.Abs(estimate - aboveLeft);
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
