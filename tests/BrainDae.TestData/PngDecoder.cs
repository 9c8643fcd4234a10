using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BrainDae.TestData;

/// <summary>A second, independent reading of the PNG specification, for 8-bit RGB and 8-bit or 1-bit grey without interlacing.</summary>
public static class PngDecoder
{
    public static (int Width, int Height, byte[] Rgb, HashSet<byte> Filters) Decode(byte[] file)
    {
        var (width, height, raw) = Read(file, bits: 8, colourType: 2);
        var filters = new HashSet<byte>();
        return (width, height, Unfilter(raw, width * 3, height, 3, filters), filters);
    }

    /// <summary>8-bit grey: one value a pixel.</summary>
    public static (int Width, int Height, byte[] Grey) DecodeGrey(byte[] file)
    {
        var (width, height, raw) = Read(file, bits: 8, colourType: 0);
        return (width, height, Unfilter(raw, width, height, 1, []));
    }

    /// <summary>8-bit indices into a palette of greys, looked up.</summary>
    public static (int Width, int Height, byte[] Grey) DecodePalette(byte[] file)
    {
        var (width, height, raw) = Read(file, bits: 8, colourType: 3);
        const int paletteAt = 8 + 25 + 8;
        Assert.Equal("PLTE", Encoding.ASCII.GetString(file, paletteAt - 4, 4));
        return (width, height, [.. Unfilter(raw, width, height, 1, []).Select(index =>
        {
            var colour = file.AsSpan(paletteAt + 3 * index, 3);
            Assert.True(colour[0] == colour[1] && colour[1] == colour[2]);
            return colour[0];
        })]);
    }

    /// <summary>1-bit grey: 0 or 1 a pixel.</summary>
    public static (int Width, int Height, byte[] Mask) DecodeMask(byte[] file)
    {
        var (width, height, raw) = Read(file, bits: 1, colourType: 0);
        var stride = (width + 7) / 8;
        var packed = Unfilter(raw, stride, height, 1, []);
        return (width, height, [.. Enumerable.Range(0, width * height).Select(i => (byte)(packed[i / width * stride + i % width / 8] >> (7 - i % width % 8) & 1))]);
    }

    private static (int Width, int Height, byte[] Raw) Read(byte[] file, int bits, int colourType)
    {
        Assert.Equal("89-50-4E-47-0D-0A-1A-0A", BitConverter.ToString(file, 0, 8));
        var (width, height) = (0, 0);
        using var compressed = new MemoryStream();
        var types = new List<string>();
        for (var at = 8; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            var type = Encoding.ASCII.GetString(file, at + 4, 4);
            Assert.Equal(BitwiseCrc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            types.Add(type);
            if (type == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8));
                height = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 12));
                Assert.Equal([bits, colourType, 0, 0, 0], file.AsSpan(at + 16, 5).ToArray().Select(b => (int)b));
            }
            else if (type == "IDAT")
            {
                compressed.Write(file, at + 8, length);
            }

            at += 12 + length;
        }

        Assert.Equal(colourType == 3 ? ["IHDR", "PLTE", "IDAT", "IEND"] : ["IHDR", "IDAT", "IEND"], types);
        compressed.Position = 0;
        using var inflate = new ZLibStream(compressed, CompressionMode.Decompress);
        using var raw = new MemoryStream();
        inflate.CopyTo(raw);
        Assert.Equal(((width * bits * (colourType == 2 ? 3 : 1) + 7) / 8 + 1) * height, raw.Length);
        return (width, height, raw.ToArray());
    }

    private static byte[] Unfilter(byte[] raw, int stride, int height, int pixelBytes, HashSet<byte> filters)
    {
        var rows = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var filter = raw[y * (stride + 1)];
            filters.Add(filter);
            for (var i = 0; i < stride; i++)
            {
                int a = i < pixelBytes ? 0 : rows[y * stride + i - pixelBytes];
                int b = y == 0 ? 0 : rows[(y - 1) * stride + i];
                int c = i < pixelBytes || y == 0 ? 0 : rows[(y - 1) * stride + i - pixelBytes];
                var nearest = new[] { a, b, c }.MinBy(v => Math.Abs(a + b - c - v));
                var prediction = new[] { 0, a, b, (a + b) >> 1, nearest }[filter];
                rows[y * stride + i] = (byte)(raw[y * (stride + 1) + 1 + i] + prediction & 0xff);
            }
        }

        return rows;
    }

    private static uint BitwiseCrc(ReadOnlySpan<byte> data)
    {
        var crc = 0xffffffffu;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = crc >> 1 ^ ((crc & 1) == 1 ? 0xedb88320u : 0);
            }
        }

        return crc ^ 0xffffffffu;
    }
}
