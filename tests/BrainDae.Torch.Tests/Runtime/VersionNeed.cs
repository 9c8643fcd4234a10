using System.Buffers.Binary;
using System.Text;

namespace BrainDae.Torch.Tests.Runtime;

/// <summary>A symbol version that a library asks of another (a vernaux entry).</summary>
/// <param name="Library">The other library, such as libstdc++.so.6.</param>
/// <param name="Version">Such as GLIBCXX_3.4.32.</param>
/// <param name="Weak">Whether the loader may go on without it (VER_FLG_WEAK).</param>
internal sealed record VersionNeed(string Library, string Version, bool Weak)
{
    private const uint VersionNeeds = 0x6ffffffe; // SHT_GNU_verneed

    /// <summary>Reads the section .gnu.version_r of a 64-bit little-endian ELF library.</summary>
    public static List<VersionNeed> Read(ReadOnlySpan<byte> image)
    {
        Assert.True(image[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]), "not a 64-bit little-endian ELF library");
        var table = (int)Int64(image, 40);
        var (size, count) = (Int16(image, 58), Int16(image, 60));
        List<VersionNeed> needs = [];
        for (var i = 0; i < count; i++)
        {
            var section = image.Slice(table + i * size, size);
            if (Int32(section, 4) == VersionNeeds)
            {
                var names = image[(int)Int64(image.Slice(table + (int)Int32(section, 40) * size, size), 24)..];
                AddEntries(image[(int)Int64(section, 24)..], (int)Int32(section, 44), names, needs);
            }
        }

        return needs;
    }

    private static void AddEntries(ReadOnlySpan<byte> entry, int libraries, ReadOnlySpan<byte> names, List<VersionNeed> needs)
    {
        for (; libraries > 0; libraries--)
        {
            var auxiliary = entry[(int)Int32(entry, 8)..];
            for (int left = Int16(entry, 2); left > 0; left--)
            {
                needs.Add(new(Text(names, Int32(entry, 4)), Text(names, Int32(auxiliary, 8)), (Int16(auxiliary, 4) & 2) != 0));
                auxiliary = auxiliary[(int)Int32(auxiliary, 12)..];
            }

            entry = entry[(int)Int32(entry, 12)..];
        }
    }

    private static string Text(ReadOnlySpan<byte> names, uint offset)
    {
        var text = names[(int)offset..];
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }

    private static ushort Int16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static uint Int32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt64LittleEndian(bytes[offset..]);
}
