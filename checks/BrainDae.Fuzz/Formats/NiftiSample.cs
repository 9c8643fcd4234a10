using System.Buffers.Binary;
using System.Collections.Immutable;

namespace BrainDae.Fuzz.Formats;

/// <summary>A small valid NIfTI file, put together byte by byte.</summary>
public sealed record NiftiSample
{
    public bool Nifti2 { get; init; }

    public bool BigEndian { get; init; }

    public bool Pair { get; init; }

    /// <summary>NIfTI code of the element type; 4 is int16.</summary>
    public short DataType { get; init; } = 4;

    public int ElementSize { get; init; } = 2;

    public ImmutableArray<int> Shape { get; init; } = [3, 4, 2];

    public double Slope { get; init; }

    public short QformCode { get; init; }

    public short SformCode { get; init; } = 1;

    /// <summary>Bytes of an extension between header and voxels, a multiple of 16.</summary>
    public int Extension { get; init; }

    /// <summary>Samples that between them use every kind of field and element.</summary>
    public static ImmutableArray<NiftiSample> All { get; } =
    [
        new(), new() { BigEndian = true }, new() { DataType = 2, ElementSize = 1, Slope = 0.5 }, new() { DataType = 16, ElementSize = 4, QformCode = 1, SformCode = 0 },
        new() { DataType = 64, ElementSize = 8, Shape = [2, 2, 2, 1], SformCode = 0 }, new() { DataType = 512, Extension = 32, Slope = 2 },
        new() { Nifti2 = true, DataType = 8, ElementSize = 4, QformCode = 2 }, new() { Nifti2 = true, BigEndian = true, DataType = 1024, ElementSize = 8, Slope = 3 },
        new() { DataType = 256, ElementSize = 1, Shape = [7] }, new() { DataType = 768, ElementSize = 4, Shape = [2, 1, 3, 1, 1, 2, 1] }, new() { DataType = 1280, ElementSize = 8, BigEndian = true },
    ];

    public byte[] Header()
    {
        var header = new byte[Nifti2 ? NiftiFields.Nifti2Size : NiftiFields.Nifti1Size];
        var fields = Nifti2 ? NiftiFields.Nifti2 : NiftiFields.Nifti1;
        Integer(header, fields[0], header.Length);
        (Nifti2 ? Pair ? "ni2\0\r\n\x1a\n"u8 : "n+2\0\r\n\x1a\n"u8 : Pair ? "ni1\0"u8 : "n+1\0"u8).CopyTo(header.AsSpan(Nifti2 ? 4 : 344));
        var (dim, pixDim, type, offset, scale, codes) = Nifti2 ? (16, 104, 12, 168, 176, 344) : (40, 76, 70, 108, 112, 252);
        Set(header, dim, Shape.Length);
        for (var axis = 1; axis < 8; axis++)
        {
            Set(header, dim + axis * (Nifti2 ? 8 : 2), axis <= Shape.Length ? Shape[axis - 1] : 1);
        }

        double[] reals = [1, 1, 2, 3, 1, 1, 1, 1];
        SetAll(header, pixDim, reals);
        Set(header, type, DataType);
        Set(header, type + 2, ElementSize * 8);
        Set(header, offset, Pair ? 0 : header.Length + 4 + Extension);
        SetAll(header, scale, [Slope, Slope == 0 ? 0 : 1]);
        Set(header, codes, QformCode);
        Set(header, codes + (Nifti2 ? 4 : 2), SformCode);
        SetAll(header, codes + (Nifti2 ? 8 : 4), [0.1, 0.2, 0.3, -10, 20, 30, 1, 0, 0, -10, 0, 2, 0, 20, 0, 0, 3, 30]);
        Set(header, Nifti2 ? 500 : 123, 2);
        return header;
    }

    public byte[] Voxels()
    {
        var voxels = new byte[Shape.Aggregate(1, (product, size) => product * size) * ElementSize];
        for (var i = 0; i < voxels.Length; i++)
        {
            voxels[i] = (byte)(i * 37 & byte.MaxValue);
        }

        return voxels;
    }

    /// <summary>Header, extension and voxels in one.</summary>
    public byte[] File()
    {
        byte[] extension = new byte[4 + Extension];
        if (Extension > 0)
        {
            extension[0] = 1;
            Integer(extension, new(4, 4, false), Extension);
        }

        return [.. Header(), .. extension, .. Voxels()];
    }

    private void SetAll(byte[] header, int offset, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            Set(header, offset, value);
            offset += Nifti2 ? 8 : 4;
        }
    }

    private void Set(byte[] header, int offset, double value)
    {
        var field = (Nifti2 ? NiftiFields.Nifti2 : NiftiFields.Nifti1).Single(field => field.Offset == offset);
        if (!field.IsReal)
        {
            Integer(header, field, (long)value);
        }
        else if (field.Width == 4)
        {
            Integer(header, field, BitConverter.SingleToInt32Bits((float)value));
        }
        else
        {
            Integer(header, field, BitConverter.DoubleToInt64Bits(value));
        }
    }

    private void Integer(byte[] bytes, HeaderField field, long value)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number = number[..field.Width];
        if (BigEndian)
        {
            number.Reverse();
        }

        number.CopyTo(bytes.AsSpan(field.Offset));
    }
}
