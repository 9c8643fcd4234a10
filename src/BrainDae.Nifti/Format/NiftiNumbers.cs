using System.Buffers.Binary;
using System.Collections.Immutable;

namespace BrainDae.Nifti.Format;

/// <summary>Numbers in the bytes of a header, in either byte order.</summary>
internal static class NiftiNumbers
{
    /// <summary>A signed integer of 2, 4 or 8 bytes, or an unsigned one of 1 byte.</summary>
    public static long Integer(ReadOnlySpan<byte> block, int offset, int width, bool bigEndian)
    {
        var bytes = block.Slice(offset, width);
        return (width, bigEndian) switch
        {
            (1, _) => bytes[0],
            (2, false) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            (2, true) => BinaryPrimitives.ReadInt16BigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadInt32BigEndian(bytes),
            (8, false) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            (8, true) => BinaryPrimitives.ReadInt64BigEndian(bytes),
            _ => throw new ArgumentOutOfRangeException(nameof(width)),
        };
    }

    /// <summary>An IEEE number of 4 or 8 bytes.</summary>
    public static double Real(ReadOnlySpan<byte> block, int offset, int width, bool bigEndian)
    {
        var bytes = block.Slice(offset, width);
        return (width, bigEndian) switch
        {
            (4, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
            (8, false) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            (8, true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            _ => throw new ArgumentOutOfRangeException(nameof(width)),
        };
    }

    /// <summary>Consecutive IEEE numbers.</summary>
    public static ImmutableArray<double> Reals(ReadOnlySpan<byte> block, int offset, int count, int width, bool bigEndian)
    {
        var values = ImmutableArray.CreateBuilder<double>(count);
        for (var i = 0; i < count; i++)
        {
            values.Add(Real(block, offset + i * width, width, bigEndian));
        }

        return values.MoveToImmutable();
    }

    /// <exception cref="OverflowException">The value needs more bytes.</exception>
    public static void SetInteger(Span<byte> block, int offset, int width, bool bigEndian, long value)
    {
        var bytes = block.Slice(offset, width);
        switch (width, bigEndian)
        {
            case (1, _): bytes[0] = (byte)value; break;
            case (2, false): BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)value); break;
            case (2, true): BinaryPrimitives.WriteInt16BigEndian(bytes, (short)value); break;
            case (4, false): BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)value); break;
            case (4, true): BinaryPrimitives.WriteInt32BigEndian(bytes, (int)value); break;
            case (8, false): BinaryPrimitives.WriteInt64LittleEndian(bytes, value); break;
            case (8, true): BinaryPrimitives.WriteInt64BigEndian(bytes, value); break;
            default: throw new ArgumentOutOfRangeException(nameof(width));
        }
    }

    public static void SetReal(Span<byte> block, int offset, int width, bool bigEndian, double value)
    {
        var bytes = block.Slice(offset, width);
        switch (width, bigEndian)
        {
            case (4, false): BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value); break;
            case (4, true): BinaryPrimitives.WriteSingleBigEndian(bytes, (float)value); break;
            case (8, false): BinaryPrimitives.WriteDoubleLittleEndian(bytes, value); break;
            case (8, true): BinaryPrimitives.WriteDoubleBigEndian(bytes, value); break;
            default: throw new ArgumentOutOfRangeException(nameof(width));
        }
    }

    public static void SetReals(Span<byte> block, int offset, int width, bool bigEndian, ImmutableArray<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            SetReal(block, offset + i * width, width, bigEndian, values[i]);
        }
    }
}
