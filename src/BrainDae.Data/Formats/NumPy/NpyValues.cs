using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace BrainDae.Data.Formats.NumPy;

/// <summary>Elements of .npy files as numbers in C order.</summary>
internal static class NpyValues
{
    private delegate double[] Reader(ReadOnlySpan<byte> bytes);

    private static readonly FrozenDictionary<string, (int Size, Reader Read)> Types = new Dictionary<string, (int, Reader)>
    {
        ["f2"] = (2, bytes => Converted<Half>(bytes, value => (double)value)),
        ["f4"] = (4, bytes => Converted<float>(bytes, value => value)),
        ["f8"] = (8, bytes => Converted<double>(bytes, value => value)),
        ["u1"] = (1, bytes => Converted<byte>(bytes, value => value)),
        ["b1"] = (1, bytes => Converted<byte>(bytes, value => value)),
        ["i1"] = (1, bytes => Converted<sbyte>(bytes, value => value)),
        ["i2"] = (2, bytes => Converted<short>(bytes, value => value)),
        ["i4"] = (4, bytes => Converted<int>(bytes, value => value)),
        ["i8"] = (8, bytes => Converted<long>(bytes, value => value)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether elements of a type, as NumPy calls it without the byte order, can be read.</summary>
    public static bool CanRead(string type) => Types.ContainsKey(type);

    /// <summary>The array that a whole .npy file holds.</summary>
    /// <exception cref="InvalidDataException">Not such a file; the message is a clause.</exception>
    public static NpyArray Of(ReadOnlySpan<byte> file)
    {
        var header = NpyHeader.Parse(file);
        var (size, read) = Types[header.Type];
        var data = file[header.DataStart..];
        if (data.Length != (Int128)header.Elements * size)
        {
            throw new InvalidDataException($"its {data.Length} bytes are not the {header.Elements} elements of its shape");
        }

        var values = read(data);
        return new(header.Shape, ImmutableCollectionsMarshal.AsImmutableArray(header.FortranOrder ? Transposed(values, header.Shape) : values));
    }

    private static double[] Converted<T>(ReadOnlySpan<byte> bytes, Func<T, double> convert)
        where T : unmanaged
    {
        var elements = MemoryMarshal.Cast<byte, T>(bytes);
        var values = new double[elements.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = convert(elements[i]);
        }

        return values;
    }

    /// <summary>From Fortran to C order.</summary>
    private static double[] Transposed(double[] values, ImmutableArray<int> shape)
    {
        var result = new double[values.Length];
        var index = new int[shape.Length];
        foreach (var value in values)
        {
            var at = 0;
            for (var axis = 0; axis < index.Length; axis++)
            {
                at = (at * shape[axis]) + index[axis];
            }

            result[at] = value;
            for (var axis = 0; axis < index.Length && ++index[axis] == shape[axis]; axis++)
            {
                index[axis] = 0;
            }
        }

        return result;
    }
}
