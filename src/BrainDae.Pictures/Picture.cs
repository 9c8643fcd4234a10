namespace BrainDae.Pictures;

/// <summary>An RGB picture, 8 bits a channel. Immutable.</summary>
public sealed class Picture
{
    internal Picture(int width, int height, byte[] pixels) => (Width, Height, Pixels) = (width, height, pixels);

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Shape [row, column, red-green-blue] in C order, the top row first.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>The colour at a column and row.</summary>
    public Rgb this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
            var pixel = Pixels.Span.Slice((y * Width + x) * 3, 3);
            return new(pixel[0], pixel[1], pixel[2]);
        }
    }
}
