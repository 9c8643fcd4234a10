using System.Buffers.Binary;
using System.Text;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>Reads a pickle's operands; every length is checked against what is left.</summary>
internal ref struct PickleCursor(ReadOnlySpan<byte> pickle)
{
    private ReadOnlySpan<byte> rest = pickle;

    /// <summary>What has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => rest;

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    public string Text(uint length) => Encoding.UTF8.GetString(Take(length));

    public void Skip(uint length) => Take(length);

    /// <summary>A little-endian two's complement integer of up to 8 bytes.</summary>
    public long Long(byte length)
    {
        if (length > sizeof(long))
        {
            throw new InvalidDataException($"an integer of {length} bytes");
        }

        var bytes = Take(length);
        Span<byte> extended = stackalloc byte[sizeof(long)];
        extended.Fill(length > 0 && bytes[^1] >= 0x80 ? byte.MaxValue : byte.MinValue);
        bytes.CopyTo(extended);
        return BinaryPrimitives.ReadInt64LittleEndian(extended);
    }

    /// <summary>Text up to a line feed, which is consumed.</summary>
    public string Line()
    {
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            throw new InvalidDataException("its pickle ends too early");
        }

        var line = Encoding.UTF8.GetString(Take((uint)end));
        Skip(1);
        return line;
    }

    private ReadOnlySpan<byte> Take(uint length)
    {
        if (length > rest.Length)
        {
            throw new InvalidDataException("its pickle ends too early");
        }

        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}
