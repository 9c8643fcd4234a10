using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace BrainDae.Data.Formats;

/// <summary>
/// A message in protocol-buffer encoding: its fields as they are added, each with its number from the message's
/// published definition. Fields that repeat are added several times. Not safe for use by several threads at once.
/// </summary>
public sealed class ProtobufMessage
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Length = 2,
        Fixed32 = 5,
    }

    /// <summary>The fields so far.</summary>
    public ReadOnlySpan<byte> Encoded => buffer.WrittenSpan;

    /// <summary>Adds an int32, int64, bool or enumeration.</summary>
    public ProtobufMessage Integer(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint(unchecked((ulong)value));
        return this;
    }

    /// <summary>Adds a float.</summary>
    public ProtobufMessage Single(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(buffer.GetSpan(sizeof(float)), value);
        buffer.Advance(sizeof(float));
        return this;
    }

    /// <summary>Adds a double.</summary>
    public ProtobufMessage Double(int field, double value)
    {
        Tag(field, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(sizeof(double)), value);
        buffer.Advance(sizeof(double));
        return this;
    }

    /// <summary>Adds bytes.</summary>
    public ProtobufMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.Length);
        Varint((ulong)value.Length);
        buffer.Write(value);
        return this;
    }

    /// <summary>Adds a string.</summary>
    public ProtobufMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a message.</summary>
    public ProtobufMessage Message(int field, ProtobufMessage value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Bytes(field, value.Encoded);
    }

    private void Tag(int field, WireType type) => Varint((ulong)(field << 3 | (int)type));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            buffer.Write([(byte)(value & 0x7F | 0x80)]);
        }

        buffer.Write([(byte)value]);
    }
}
