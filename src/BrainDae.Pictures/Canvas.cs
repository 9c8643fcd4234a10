namespace BrainDae.Pictures;

/// <summary>Draws a <see cref="Picture"/>. Whatever lies off the canvas is cut off.</summary>
internal sealed class Canvas
{
    private readonly byte[] pixels;

    /// <summary>A canvas of one colour.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not 1 to 16384.</exception>
    public Canvas(int width, int height, Rgb background)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 16384);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 16384);
        (Width, Height, pixels) = (width, height, new byte[width * height * 3]);
        FillRectangle(0, 0, width, height, background);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Pixels that a text takes at a scale: width without the gap after the last letter.</summary>
    public static int TextWidth(string text, int scale = 1) => Math.Max(text.Length * BitmapFont.Advance - 1, 0) * scale;

    /// <summary>Height of a line of text in pixels.</summary>
    public static int TextHeight(int scale = 1) => BitmapFont.GlyphHeight * scale;

    /// <summary>Colours one pixel.</summary>
    public void Set(int x, int y, Rgb colour)
    {
        if ((uint)x < (uint)Width && (uint)y < (uint)Height)
        {
            var at = (y * Width + x) * 3;
            (pixels[at], pixels[at + 1], pixels[at + 2]) = (colour.R, colour.G, colour.B);
        }
    }

    /// <summary>Fills a rectangle.</summary>
    public void FillRectangle(int x, int y, int width, int height, Rgb colour)
    {
        for (var row = Math.Max(y, 0); row < Math.Min(y + height, Height); row++)
        {
            for (var column = Math.Max(x, 0); column < Math.Min(x + width, Width); column++)
            {
                Set(column, row, colour);
            }
        }
    }

    /// <summary>Draws a straight line (Bresenham), both ends included.</summary>
    /// <param name="x0">Column of one end.</param>
    /// <param name="y0">Row of one end.</param>
    /// <param name="x1">Column of the other end.</param>
    /// <param name="y1">Row of the other end.</param>
    /// <param name="colour">Colour of the line.</param>
    /// <param name="thickness">Edge of the square pen in pixels.</param>
    public void Line(int x0, int y0, int x1, int y1, Rgb colour, int thickness = 1)
    {
        int dx = Math.Abs(x1 - x0), dy = -Math.Abs(y1 - y0);
        int sx = Math.Sign(x1 - x0), sy = Math.Sign(y1 - y0);
        var error = dx + dy;
        while (true)
        {
            FillRectangle(x0 - (thickness - 1) / 2, y0 - (thickness - 1) / 2, thickness, thickness, colour);
            if (x0 == x1 && y0 == y1)
            {
                return;
            }

            var twice = 2 * error;
            if (twice >= dy)
            {
                error += dy;
                x0 += sx;
            }

            if (twice <= dx)
            {
                error += dx;
                y0 += sy;
            }
        }
    }

    /// <summary>Writes text with its top left corner at a pixel; each glyph pixel becomes scale x scale pixels.</summary>
    public void Text(int x, int y, string text, Rgb colour, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            for (var row = 0; row < BitmapFont.GlyphHeight; row++)
            {
                for (var column = 0; column < BitmapFont.GlyphWidth; column++)
                {
                    if (BitmapFont.HasInk(text[i], column, row))
                    {
                        FillRectangle(x + (i * BitmapFont.Advance + column) * scale, y + row * scale, scale, scale, colour);
                    }
                }
            }
        }
    }

    /// <summary>Writes text upwards, its first letter at the bottom: the top left corner of the turned text is at the pixel.</summary>
    public void TextUpwards(int x, int y, string text, Rgb colour)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = TextWidth(text);
        for (var i = 0; i < text.Length * BitmapFont.Advance; i++)
        {
            for (var row = 0; row < BitmapFont.GlyphHeight; row++)
            {
                if (i % BitmapFont.Advance < BitmapFont.GlyphWidth && BitmapFont.HasInk(text[i / BitmapFont.Advance], i % BitmapFont.Advance, row))
                {
                    Set(x + row, y + length - 1 - i, colour);
                }
            }
        }
    }

    /// <summary>The picture as drawn so far; later drawing does not change it.</summary>
    public Picture ToPicture() => new(Width, Height, (byte[])pixels.Clone());
}
