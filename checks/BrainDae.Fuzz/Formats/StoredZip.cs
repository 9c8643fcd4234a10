using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace BrainDae.Fuzz.Formats;

/// <summary>Zip archives whose entries are not compressed, as torch.save writes them.</summary>
public static class StoredZip
{
    /// <summary>Writes an archive with correct checksums.</summary>
    public static byte[] Write(IReadOnlyList<(string Name, byte[] Bytes)> entries)
    {
        using var stream = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var (name, bytes) in entries)
        {
            var offset = (int)stream.Position;
            var common = Common(name, bytes);
            stream.Write([0x50, 0x4b, 3, 4, 20, 0, .. common, .. Encoding.UTF8.GetBytes(name), .. bytes]);
            directory.Write([0x50, 0x4b, 1, 2, 20, 0, 20, 0, .. common, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(offset), .. Encoding.UTF8.GetBytes(name)]);
        }

        var (start, length, count) = ((int)stream.Position, (int)directory.Length, BitConverter.GetBytes((ushort)entries.Count));
        stream.Write(directory.ToArray());
        stream.Write([0x50, 0x4b, 5, 6, 0, 0, 0, 0, .. count, .. count, .. BitConverter.GetBytes(length), .. BitConverter.GetBytes(start), 0, 0]);
        return stream.ToArray();
    }

    /// <summary>The entries of an archive; null where it cannot be read.</summary>
    public static List<(string Name, byte[] Bytes)>? Read(byte[] archive)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
            var entries = new List<(string Name, byte[] Bytes)>();
            foreach (var entry in zip.Entries.Where(entry => entry.Length <= archive.Length))
            {
                using var stream = entry.Open();
                var bytes = new byte[entry.Length];
                stream.ReadExactly(bytes);
                entries.Add((entry.FullName, bytes));
            }

            return entries;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    // Flags (names in UTF-8), method, time, checksum, both lengths, length of the name, no extra field.
    private static byte[] Common(string name, byte[] bytes)
    {
        var header = new byte[24];
        BinaryPrimitives.WriteUInt16LittleEndian(header, 1 << 11);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Crc32.HashToUInt32(bytes));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(20), (ushort)Encoding.UTF8.GetByteCount(name));
        return header;
    }
}
