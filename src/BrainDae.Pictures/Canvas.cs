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

    /// <summary>Writes text with its top left corner at a pixel.</summary>
    public void Text(int x, int y, string text, Rgb colour)
    {
        for (var i = 0; i < text.Length; i++)
        {
            for (var row = 0; row < BitmapFont.GlyphHeight; row++)
            {
                for (var column = 0; column < BitmapFont.GlyphWidth; column++)
                {
                    if (BitmapFont.HasInk(text[i], column, row))
                    {
                        Set(x + i * BitmapFont.Advance + column, y + row, colour);
                    }
                }
            }
        }
    }

    /// <summary>The picture as drawn so far; later drawing does not change it.</summary>
    public Picture ToPicture() => new(Width, Height, (byte[])pixels.Clone());
}
