using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BrainDae.Data.Formats.NumPy;

/// <summary>Elements of .npy files as numbers in C order.</summary>
internal static class NpyValues
{
    private delegate double[] Reader(ReadOnlySpan<byte> bytes);

    private static readonly FrozenDictionary<string, (int Size, Reader Read)> Types = new Dictionary<string, (int, Reader)>
    {
        ["f2"] = (2, Converted<Half>),
        ["f4"] = (4, Converted<float>),
        ["f8"] = (8, Converted<double>),
        ["u1"] = (1, Converted<byte>),
        ["b1"] = (1, Converted<byte>),
        ["i1"] = (1, Converted<sbyte>),
        ["i2"] = (2, Converted<short>),
        ["i4"] = (4, Converted<int>),
        ["i8"] = (8, Converted<long>),
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

    private static double[] Converted<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged, INumberBase<T>
    {
        var values = new double[bytes.Length / Unsafe.SizeOf<T>()];
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, T>(bytes), values.AsSpan());
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
