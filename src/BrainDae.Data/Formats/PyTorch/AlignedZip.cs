using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>
/// Writes a zip archive as torch.save does: entries uncompressed, their bytes at multiples of 64 so that they can be
/// mapped. .NET's own writer leaves no room before them.
/// </summary>
internal sealed class AlignedZip(Stream stream) : IDisposable
{
    private const int Alignment = 64;
    private const int LocalHeader = 30;
    private const int ExtraHeader = 4;
    private const ushort Padding = 0x4246; // "FB", as torch names it
    private const ushort Year1980 = 0x21;
    private const ushort Version = 20;

    private readonly MemoryStream directory = new();
    private ushort entries;

    /// <param name="name">ASCII.</param>
    /// <param name="bytes">The content.</param>
    public void Add(string name, ReadOnlySpan<byte> bytes)
    {
        var offset = checked((uint)stream.Position);
        var common = Common(name, bytes);
        var before = offset + LocalHeader + name.Length + ExtraHeader;
        var padding = (int)((Alignment - (before % Alignment)) % Alignment);
        stream.Write("PK\x3\x4"u8);
        stream.Write(common);
        WriteShorts(stream, (ushort)(ExtraHeader + padding));
        stream.Write(Encoding.ASCII.GetBytes(name));
        WriteShorts(stream, Padding, (ushort)padding);
        stream.Write(new byte[padding]);
        stream.Write(bytes);

        directory.Write("PK\x1\x2"u8);
        WriteShorts(directory, Version);
        directory.Write(common);
        directory.Write(new byte[12]); // no extra field, no comment, first disk, no attributes
        WriteInt(directory, offset);
        directory.Write(Encoding.ASCII.GetBytes(name));
        entries++;
    }

    /// <summary>Writes the directory; the archive ends here.</summary>
    public void End()
    {
        var offset = checked((uint)stream.Position);
        stream.Write(directory.GetBuffer().AsSpan(0, (int)directory.Length));
        stream.Write("PK\x5\x6"u8);
        WriteShorts(stream, 0, 0, entries, entries);
        WriteInt(stream, (uint)directory.Length);
        WriteInt(stream, offset);
        WriteShorts(stream, 0); // no comment
    }

    public void Dispose() => directory.Dispose();

    /// <summary>What an entry's two headers share: version, flags, method (stored), time, date, checksum, both lengths, length of the name.</summary>
    private static byte[] Common(string name, ReadOnlySpan<byte> bytes)
    {
        using var header = new MemoryStream();
        WriteShorts(header, Version, 0, 0, 0, Year1980);
        WriteInt(header, Crc32.HashToUInt32(bytes));
        WriteInt(header, (uint)bytes.Length);
        WriteInt(header, (uint)bytes.Length);
        WriteShorts(header, (ushort)name.Length);
        return header.ToArray();
    }

    private static void WriteShorts(Stream stream, params ReadOnlySpan<ushort> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    private static void WriteInt(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
