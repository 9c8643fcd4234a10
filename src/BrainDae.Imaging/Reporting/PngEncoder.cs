using System.Buffers.Binary;
using System.IO.Compression;
using BrainDae.Imaging.Failures;

namespace BrainDae.Imaging.Reporting;

/// <summary>Writes PNG files (W3C PNG specification): 8-bit truecolour, not interlaced.</summary>
public static class PngEncoder
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    /// <summary>Writes a file; see <see cref="AtomicFile"/>.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void Write(string path, Picture picture)
    {
        var file = Encode(picture);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>The bytes of a PNG file.</summary>
    public static byte[] Encode(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, Header(picture));
        WriteChunk(file, "IDAT"u8, CompressedRows(picture));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Header(Picture picture)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        header[8] = 8; // bits a channel
        header[9] = 2; // truecolour
        return header;
    }

    private static byte[] CompressedRows(Picture picture)
    {
        var stride = picture.Width * 3;
        var filtered = new byte[stride + 1];
        var scratch = new byte[stride + 1];
        ReadOnlySpan<byte> above = new byte[stride];
        using var data = new MemoryStream();
        using (var compressor = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < picture.Height; y++)
            {
                var row = picture.Pixels.Span.Slice(y * stride, stride);
                PngFilter.Apply(row, above, filtered, scratch);
                compressor.Write(filtered);
                above = row;
            }
        }

        return data.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] checkedBytes = [.. type, .. data];
        file.Write(checkedBytes);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(checkedBytes));
        file.Write(number);
    }
}
