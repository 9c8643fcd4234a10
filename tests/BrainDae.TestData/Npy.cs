using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace BrainDae.TestData;

/// <summary>A NumPy array: shape in C order (last axis fastest) and values converted to double.</summary>
public sealed partial record Npy(int[] Shape, double[] Values)
{
    /// <summary>The values in single precision.</summary>
    public float[] Floats => Array.ConvertAll(Values, v => (float)v);

    /// <summary>Reads a golden .npy file (version 1, C order, little endian).</summary>
    public static Npy Golden(params ReadOnlySpan<string> path) => Read(TestFiles.Golden(path));

    public static Npy Read(string path) => Parse(File.ReadAllBytes(path));

    public static Npy Parse(ReadOnlySpan<byte> file)
    {
        var headerLength = BitConverter.ToUInt16(file[8..10]);
        var header = Encoding.ASCII.GetString(file.Slice(10, headerLength));
        var type = TypePattern().Match(header).Groups[1].Value;
        var shape = ShapePattern().Match(header).Groups[1].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToArray();
        if (header.Contains("'fortran_order': True", StringComparison.Ordinal))
        {
            throw new NotSupportedException("Fortran order.");
        }

        var data = file[(10 + headerLength)..];
        double[] values = type switch
        {
            "f2" => Convert<Half>(data, v => (double)v),
            "f4" => Convert<float>(data, v => v),
            "f8" => Convert<double>(data, v => v),
            "u1" or "b1" => Convert<byte>(data, v => v),
            "i1" => Convert<sbyte>(data, v => v),
            "i2" => Convert<short>(data, v => v),
            "i4" => Convert<int>(data, v => v),
            "i8" => Convert<long>(data, v => v),
            _ => throw new NotSupportedException($"dtype {type}"),
        };
        return new(shape, values);
    }

    private static double[] Convert<T>(ReadOnlySpan<byte> data, Converter<T, double> convert)
        where T : unmanaged => Array.ConvertAll(MemoryMarshal.Cast<byte, T>(data).ToArray(), convert);

    [GeneratedRegex("'descr': '[<|]([a-z][0-9])'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
