using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BrainDae.Imaging.Tests.Reporting;

/// <summary>A second, independent reading of the PNG specification, for 8-bit RGB without interlacing.</summary>
internal static class PngDecoder
{
    public static (int Width, int Height, byte[] Rgb, HashSet<byte> Filters) Decode(byte[] file)
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
                Assert.Equal([8, 2, 0, 0, 0], file.AsSpan(at + 16, 5).ToArray().Select(b => (int)b));
            }
            else if (type == "IDAT")
            {
                compressed.Write(file, at + 8, length);
            }

            at += 12 + length;
        }

        Assert.Equal(["IHDR", "IDAT", "IEND"], types);
        compressed.Position = 0;
        using var inflate = new ZLibStream(compressed, CompressionMode.Decompress);
        using var raw = new MemoryStream();
        inflate.CopyTo(raw);
        Assert.Equal((width * 3 + 1) * height, raw.Length);
        var filters = new HashSet<byte>();
        return (width, height, Unfilter(raw.ToArray(), width, height, filters), filters);
    }

    private static byte[] Unfilter(byte[] raw, int width, int height, HashSet<byte> filters)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            var filter = raw[y * (width * 3 + 1)];
            filters.Add(filter);
            for (var i = 0; i < width * 3; i++)
            {
                int a = i < 3 ? 0 : rgb[y * width * 3 + i - 3];
                int b = y == 0 ? 0 : rgb[(y - 1) * width * 3 + i];
                int c = i < 3 || y == 0 ? 0 : rgb[(y - 1) * width * 3 + i - 3];
                var nearest = new[] { a, b, c }.MinBy(v => Math.Abs(a + b - c - v));
                var prediction = new[] { 0, a, b, (a + b) >> 1, nearest }[filter];
                rgb[y * width * 3 + i] = (byte)(raw[y * (width * 3 + 1) + 1 + i] + prediction & 0xff);
            }
        }

        return rgb;
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
