using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using BrainDae.Files;

namespace BrainDae.Pictures;

/// <summary>Writes PNG files (W3C PNG specification): 8-bit truecolour, 8-bit grey, a palette of greys, or 1-bit grey; not interlaced.</summary>
public static class PngEncoder
{
    private const byte Grey = 0;
    private const byte Truecolour = 2;
    private const byte Indexed = 3;

    /// <summary>Filtered rows are noise around 0: short matches cost more than they save.</summary>
    private static readonly ZLibCompressionOptions ForFiltered = new() { CompressionLevel = 6, CompressionStrategy = ZLibCompressionStrategy.Filtered };

    private static readonly ZLibCompressionOptions ForPacked = new() { CompressionLevel = 9 };

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    /// <summary>Writes a file; see <see cref="AtomicFile"/>.</summary>
    /// <returns>SHA-256 of the file, 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static string Write(string path, Picture picture)
    {
        var file = Encode(picture);
        return AtomicFile.WriteHashed(path, stream => stream.Write(file));
    }

    /// <summary>The bytes of a PNG file in truecolour.</summary>
    public static byte[] Encode(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Encode(Header(picture.Width, picture.Height, 8, Truecolour), Filtered(picture.Pixels.Span, picture.Width, picture.Height, 3), ForFiltered);
    }

    /// <summary>The bytes of a PNG file in 8-bit grey.</summary>
    public static byte[] Encode(GreyPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Encode(Header(picture.Width, picture.Height, 8, Grey), Filtered(picture.Pixels.Span, picture.Width, picture.Height, 1), ForFiltered);
    }

    /// <summary>
    /// The bytes of a PNG file with fewer greys, which makes noisy images a good deal smaller: each pixel takes the
    /// nearest of evenly spaced greys from black to white.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="greys">How many, 2 to 256.</param>
    public static byte[] Encode(GreyPicture picture, int greys)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(greys, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(greys, 256);
        byte[] indices = [.. Enumerable.Range(0, 256).Select(value => (byte)Math.Round(value * (greys - 1) / 255.0))];
        byte[] palette = [.. Enumerable.Range(0, greys).Select(index => (byte)Math.Round(index * 255.0 / (greys - 1))).SelectMany(grey => new[] { grey, grey, grey })];
        var pixels = picture.Pixels.ToArray();
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = indices[pixels[i]];
        }

        return Encode(Header(picture.Width, picture.Height, 8, Indexed), Filtered(pixels, picture.Width, picture.Height, 1), ForFiltered, palette);
    }

    /// <summary>The bytes of a PNG file with one bit a pixel: white where the picture is not 0.</summary>
    public static byte[] EncodeMask(GreyPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Encode(Header(picture.Width, picture.Height, 1, Grey), Packed(picture), ForPacked);
    }

    private static byte[] Encode(ReadOnlySpan<byte> header, ReadOnlySpan<byte> rows, ZLibCompressionOptions compression, ReadOnlySpan<byte> palette = default)
    {
        using var data = new MemoryStream();
        using (var compressor = new ZLibStream(data, compression, leaveOpen: true))
        {
            compressor.Write(rows);
        }

        using var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, header);
        if (!palette.IsEmpty)
        {
            WriteChunk(file, "PLTE"u8, palette);
        }

        WriteChunk(file, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Header(int width, int height, byte bits, byte colourType)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bits;
        header[9] = colourType;
        return header;
    }

    private static byte[] Filtered(ReadOnlySpan<byte> pixels, int width, int height, int pixelBytes)
    {
        var stride = width * pixelBytes;
        var rows = new byte[(stride + 1) * height];
        var scratch = new byte[stride + 1];
        ReadOnlySpan<byte> above = new byte[stride];
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * stride, stride);
            PngFilter.Apply(row, above, rows.AsSpan(y * (stride + 1), stride + 1), scratch, pixelBytes);
            above = row;
        }

        return rows;
    }

    /// <summary>Eight pixels a byte, the leftmost in the highest bit, each row after a 0 for "no filter", as the specification advises below 8 bits.</summary>
    private static byte[] Packed(GreyPicture picture)
    {
        var stride = (picture.Width + 7) / 8 + 1;
        var rows = new byte[stride * picture.Height];
        var pixels = picture.Pixels.Span;
        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, x) = Math.DivRem(i, picture.Width);
            rows[y * stride + 1 + x / 8] |= (byte)(pixels[i] != 0 ? 0x80 >> x % 8 : 0);
        }

        return rows;
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] checkedBytes = [.. type, .. data];
        file.Write(checkedBytes);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(checkedBytes));
        file.Write(number);
    }
}
