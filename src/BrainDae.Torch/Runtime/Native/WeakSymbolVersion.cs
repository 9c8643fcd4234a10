using System.Buffers.Binary;

namespace BrainDae.Torch.Runtime.Native;

/// <summary>
/// Marks a symbol version that a 64-bit little-endian ELF library asks for as weak (VER_FLG_WEAK), so that the loader
/// accepts a system library without it.
/// </summary>
internal static class WeakSymbolVersion
{
    private const uint Magic = 0x464c457f;
    private const byte Class64 = 2;
    private const byte LittleEndian = 1;
    private const int HeaderBytes = 64;
    private const uint VersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const byte Weak = 0x2;                // VER_FLG_WEAK

    /// <summary>Sets the flag in the image; an image that is no such library, or does not ask for the version, stays as it is.</summary>
    /// <param name="image">The whole library.</param>
    /// <param name="version">Name of the version in ASCII.</param>
    /// <returns>Whether a flag was set.</returns>
    public static bool Mark(Span<byte> image, ReadOnlySpan<byte> version)
    {
        if (image.Length < HeaderBytes || Number32(image, 0) != Magic || image[4] != Class64 || image[5] != LittleEndian)
        {
            return false;
        }

        var (sections, size) = (Offset(image, 40), Number16(image, 58));
        var found = false;
        for (var s = 0; s < Number16(image, 60); s++)
        {
            var section = sections + s * size;
            if (Number32(image, section + 4) == VersionNeeds)
            {
                var strings = sections + (int)Number32(image, section + 40) * size;
                found |= MarkNeeds(image, Offset(image, section + 24), (int)Number32(image, section + 44), Offset(image, strings + 24), version);
            }
        }

        return found;
    }

    private static bool MarkNeeds(Span<byte> image, int need, int libraries, int strings, ReadOnlySpan<byte> version)
    {
        var found = false;
        for (; libraries > 0; libraries--)
        {
            var auxiliary = need + (int)Number32(image, need + 8);
            for (int left = Number16(image, need + 2); left > 0; left--)
            {
                var name = image[(strings + (int)Number32(image, auxiliary + 8))..];
                if (name[..name.IndexOf((byte)0)].SequenceEqual(version))
                {
                    image[auxiliary + 4] |= Weak;
                    found = true;
                }

                auxiliary += (int)Number32(image, auxiliary + 12);
            }

            need += (int)Number32(image, need + 12);
        }

        return found;
    }

    private static ushort Number16(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image[at..]);

    private static uint Number32(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(image[at..]);

    private static int Offset(ReadOnlySpan<byte> image, int at) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(image[at..]));
}
