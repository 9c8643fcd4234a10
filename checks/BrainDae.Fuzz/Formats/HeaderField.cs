namespace BrainDae.Fuzz.Formats;

/// <summary>One number in a binary header.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Width">Bytes.</param>
/// <param name="IsReal">Whether it is an IEEE number.</param>
public sealed record HeaderField(int Offset, int Width, bool IsReal);
