using System.Buffers.Binary;
using System.IO.Compression;

namespace BrainDae.Benchmarks.Published;

/// <summary>A NIfTI-1 file (little endian; UInt8, Int16 or Float32) as an array of doubles, x fastest.</summary>
internal sealed record PlainNifti(int Width, int Height, int Depth, double[] Values)
{
    public static PlainNifti Read(string path)
    {
        using var file = File.OpenRead(path);
        using var inflated = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        inflated.CopyTo(memory);
        var bytes = memory.ToArray();
        int Int16(int at) => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at));
        double Single(int at) => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at));
        var (width, height, depth, type) = (Int16(42), Int16(44), Int16(46), Int16(70));
        var (offset, slope, intercept) = ((int)Single(108), Single(112), Single(116));
        slope = slope == 0 ? 1 : slope;
        var values = new double[width * height * depth];
        for (var i = 0; i < values.Length; i++)
        {
            var stored = type switch
            {
                2 => bytes[offset + i],
                4 => Int16(offset + 2 * i),
                16 => Single(offset + 4 * i),
                _ => throw new NotSupportedException($"{path}: element type {type}."),
            };
            values[i] = stored * slope + intercept;
        }

        return new(width, height, depth, values);
    }
}
