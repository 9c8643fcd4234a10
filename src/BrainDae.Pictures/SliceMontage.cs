namespace BrainDae.Pictures;

/// <summary>Lays slice images out in captioned rows: the modalities, reconstruction, score and truth of a slice side by side.</summary>
public static class SliceMontage
{
    private const int Gap = 4;
    private const int CaptionHeight = BitmapFont.GlyphHeight + 4;
    private static readonly Rgb OutlineColour = new(64, 224, 112);
    private static readonly Rgb CaptionColour = Rgb.Grey(224);

    /// <summary>Draws the panels; rows may have different lengths.</summary>
    /// <param name="rows">Panels from top left on.</param>
    /// <param name="width">Size of every panel along x in pixels before enlargement.</param>
    /// <param name="height">Size of every panel along y in pixels before enlargement.</param>
    /// <param name="scale">Each pixel becomes scale x scale pixels; 1 to 8.</param>
    /// <returns>
    /// A picture of columns * (width * scale + 4) + 4 by rows * (height * scale + 15) + 4 pixels.
    /// </returns>
    /// <exception cref="ArgumentException">There is no panel, or one has another size.</exception>
    public static Picture Draw(IReadOnlyList<IReadOnlyList<MontagePanel>> rows, int width, int height, int scale = 2)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 8);
        var columns = rows.Select(row => row.Count).DefaultIfEmpty().Max();
        if (columns == 0)
        {
            throw new ArgumentException("A montage needs a panel.", nameof(rows));
        }

        var (cellWidth, cellHeight) = (width * scale + Gap, height * scale + CaptionHeight + Gap);
        var canvas = new Canvas(columns * cellWidth + Gap, rows.Count * cellHeight + Gap, Rgb.Black);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows[row].Count; column++)
            {
                var panel = rows[row][column];
                CheckSize(panel, width * height);
                var (left, top) = (Gap + column * cellWidth, Gap + row * cellHeight);
                canvas.Text(left, top + 1, Fitted(panel.Caption, width * scale), CaptionColour);
                DrawImage(canvas, panel, left, top + CaptionHeight, width, height, scale);
                DrawOutline(canvas, panel.Outline.Span, left, top + CaptionHeight, width, height, scale);
            }
        }

        return canvas.ToPicture();
    }

    private static void CheckSize(MontagePanel panel, int pixels)
    {
        if (panel.Values.Length != pixels || (!panel.Outline.IsEmpty && panel.Outline.Length != pixels))
        {
            throw new ArgumentException($"Panel '{panel.Caption}' has {panel.Values.Length} values and {panel.Outline.Length} outline pixels, not {pixels}.");
        }
    }

    private static string Fitted(string caption, int pixels) => caption[..Math.Min(caption.Length, (pixels + 1) / BitmapFont.Advance)];

    private static void DrawImage(Canvas canvas, MontagePanel panel, int left, int top, int width, int height, int scale)
    {
        var values = panel.Values.Span;
        var (low, high) = panel.Window;
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
            {
                var colour = panel.Colours[(values[x * height + y] - low) / (high - low)];
                canvas.FillRectangle(left + x * scale, top + y * scale, scale, scale, colour);
            }
        }
    }

    /// <summary>Draws a one-pixel line just inside the region's border, on the enlarged grid.</summary>
    private static void DrawOutline(Canvas canvas, ReadOnlySpan<byte> region, int left, int top, int width, int height, int scale)
    {
        if (region.IsEmpty)
        {
            return;
        }

        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
            {
                if (region[x * height + y] == 0)
                {
                    continue;
                }

                var (px, py) = (left + x * scale, top + y * scale);
                if (x == 0 || region[(x - 1) * height + y] == 0)
                {
                    canvas.FillRectangle(px, py, 1, scale, OutlineColour);
                }

                if (x == width - 1 || region[(x + 1) * height + y] == 0)
                {
                    canvas.FillRectangle(px + scale - 1, py, 1, scale, OutlineColour);
                }

                if (y == 0 || region[x * height + y - 1] == 0)
                {
                    canvas.FillRectangle(px, py, scale, 1, OutlineColour);
                }

                if (y == height - 1 || region[x * height + y + 1] == 0)
                {
                    canvas.FillRectangle(px, py + scale - 1, scale, 1, OutlineColour);
                }
            }
        }
    }
}
