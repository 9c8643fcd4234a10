using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Nifti.Tests;

/// <summary>NIfTI files made byte by byte from the standard's field offsets, independently of the product's code.</summary>
internal sealed record NiftiBytes
{
    public static readonly VoxelType[] AllTypes = Enum.GetValues<VoxelType>();

    public int Version { get; init; } = 1;

    public bool BigEndian { get; init; }

    public bool Pair { get; init; }

    public short TypeCode { get; init; } = (short)VoxelType.Int16;

    public long[] Dim { get; init; } = [3, 3, 4, 5, 1, 1, 1, 1];

    public double[] PixDim { get; init; } = [1, 1, 1, 1, 1, 1, 1, 1];

    public double Slope { get; init; } = 1;

    public double Intercept { get; init; }

    /// <summary>Null: right behind the header.</summary>
    public double? VoxOffset { get; init; }

    public int QformCode { get; init; }

    public int SformCode { get; init; } = 1;

    public double[] Quaternion { get; init; } = [0, 0, 0];

    public double[] QuaternionOffset { get; init; } = [0, 0, 0];

    public double[] Rows { get; init; } = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

    public int FirstVoxel => Version == 1 ? 352 : 544;

    /// <summary>Header with extension flag: 352 or 544 bytes.</summary>
    public byte[] Header()
    {
        var block = new byte[FirstVoxel];
        var offset = VoxOffset ?? (Pair ? 0 : FirstVoxel);
        if (Version == 1)
        {
            Int(block, 0, 4, 348);
            (Pair ? "ni1"u8 : "n+1"u8).CopyTo(block.AsSpan(344));
            Ints(block, 40, 2, Dim);
            Int(block, 70, 2, TypeCode);
            Reals(block, 76, 4, PixDim);
            Reals(block, 108, 4, offset, Slope, Intercept);
            block[123] = 10;
            Ints(block, 252, 2, QformCode, SformCode);
            Reals(block, 256, 4, [.. Quaternion, .. QuaternionOffset, .. Rows]);
        }
        else
        {
            Int(block, 0, 4, 540);
            (Pair ? "ni2\0\r\n\x1a\n"u8 : "n+2\0\r\n\x1a\n"u8).CopyTo(block.AsSpan(4));
            Int(block, 12, 2, TypeCode);
            Ints(block, 16, 8, Dim);
            Reals(block, 104, 8, PixDim);
            Int(block, 168, 8, (long)offset);
            Reals(block, 176, 8, Slope, Intercept);
            Ints(block, 344, 4, QformCode, SformCode);
            Reals(block, 352, 8, [.. Quaternion, .. QuaternionOffset, .. Rows]);
            Int(block, 500, 4, 10);
        }

        return block;
    }

    /// <summary>A single file: header, gap up to vox_offset, voxels.</summary>
    public byte[] File(byte[] voxels)
    {
        var gap = (int)(VoxOffset ?? FirstVoxel) - FirstVoxel;
        return [.. Header(), .. new byte[Math.Max(0, gap)], .. voxels];
    }

    /// <summary>Values in the element type's bytes, in this file's byte order.</summary>
    public byte[] Encode(params double[] values) => (VoxelType)TypeCode switch
    {
        VoxelType.UInt8 => Bytes(values, v => (byte)v),
        VoxelType.Int8 => Bytes(values, v => (sbyte)v),
        VoxelType.Int16 => Bytes(values, v => (short)v),
        VoxelType.UInt16 => Bytes(values, v => (ushort)v),
        VoxelType.Int32 => Bytes(values, v => (int)v),
        VoxelType.UInt32 => Bytes(values, v => (uint)v),
        VoxelType.Int64 => Bytes(values, v => (long)v),
        VoxelType.UInt64 => Bytes(values, v => (ulong)v),
        VoxelType.Float32 => Bytes(values, v => (float)v),
        _ => Bytes(values, v => v),
    };

    public static byte[] Gzip(ReadOnlySpan<byte> bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, level))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    private byte[] Bytes<T>(double[] values, Converter<double, T> convert)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes<T>(Array.ConvertAll(values, convert)).ToArray();
        if (BigEndian == BitConverter.IsLittleEndian)
        {
            var size = bytes.Length / values.Length;
            for (var i = 0; i < bytes.Length; i += size)
            {
                Array.Reverse(bytes, i, size);
            }
        }

        return bytes;
    }

    private void Ints(byte[] block, int offset, int width, params long[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Int(block, offset + i * width, width, values[i]);
        }
    }

    private void Int(byte[] block, int offset, int width, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Put(block, offset, bytes[..width]);
    }

    private void Reals(byte[] block, int offset, int width, params double[] values)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var value in values)
        {
            if (width == 4)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            }

            Put(block, offset, bytes[..width]);
            offset += width;
        }
    }

    private void Put(byte[] block, int offset, Span<byte> littleEndian)
    {
        if (BigEndian)
        {
            littleEndian.Reverse();
        }

        littleEndian.CopyTo(block.AsSpan(offset));
    }
}
