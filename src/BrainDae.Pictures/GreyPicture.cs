namespace BrainDae.Pictures;

/// <summary>A picture of one 8-bit channel. Immutable.</summary>
public sealed class GreyPicture
{
    /// <summary>Wraps pixels that the caller gives up.</summary>
    public GreyPicture(int width, int height, byte[] pixels) => (Width, Height, Pixels) = (width, height, pixels);

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Shape [row, column] in C order, the top row first; 0 is black, 255 white.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }
}
