namespace BrainDae.Pictures;

/// <summary>A colour, 8 bits a channel, sRGB.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>Black.</summary>
    public static Rgb Black => default;

    /// <summary>White.</summary>
    public static Rgb White => new(255, 255, 255);

    /// <summary>A shade of grey.</summary>
    public static Rgb Grey(byte level) => new(level, level, level);

    /// <summary>This colour at 0, <paramref name="other"/> at 1, linear between; other shares are clamped.</summary>
    public Rgb Towards(Rgb other, float share)
    {
        share = Math.Clamp(share, 0, 1);
        return new(Mix(R, other.R), Mix(G, other.G), Mix(B, other.B));

        byte Mix(byte a, byte b) => (byte)(a + (b - a) * share + 0.5f);
    }
}
