using System.Text;

namespace BrainDae.Method.Tests.TrainingLog;

/// <summary>One decoded event; what is absent is null.</summary>
internal sealed record Event(double WallTime, long Step, string? FileVersion, string? Tag, float? Value, int? SessionStatus);

/// <summary>An event-file decoder that shares nothing with the writer.</summary>
internal static class EventFile
{
    public static List<Event> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new BinaryReader(stream);
        var events = new List<Event>();
        while (stream.Position < stream.Length)
        {
            var length = reader.ReadBytes(8);
            Assert.Equal(Checksum(length), reader.ReadUInt32());
            var message = reader.ReadBytes((int)BitConverter.ToInt64(length));
            Assert.Equal(Checksum(message), reader.ReadUInt32());
            events.Add(Decode(message));
        }

        return events;
    }

    private static Event Decode(byte[] message)
    {
        var fields = Fields(message);
        var summary = fields.TryGetValue(5, out var s) ? Fields((byte[])Fields((byte[])s)[1]) : null;
        return new(
            BitConverter.ToDouble((byte[])fields[1]),
            (long)fields[2],
            fields.TryGetValue(3, out var version) ? Encoding.UTF8.GetString((byte[])version) : null,
            summary is null ? null : Encoding.UTF8.GetString((byte[])summary[1]),
            summary is null ? null : BitConverter.ToSingle((byte[])summary[2]),
            fields.TryGetValue(7, out var log) ? (int)(long)Fields((byte[])log)[1] : null);
    }

    /// <summary>Varints as long, everything else as bytes.</summary>
    private static Dictionary<int, object> Fields(byte[] message)
    {
        var fields = new Dictionary<int, object>();
        for (var at = 0; at < message.Length;)
        {
            var key = (int)Varint(message, ref at);
            if ((key & 7) == 0)
            {
                fields.Add(key >> 3, Varint(message, ref at));
                continue;
            }

            var length = (key & 7) switch { 1 => 8, 2 => (int)Varint(message, ref at), 5 => 4, _ => throw new NotSupportedException() };
            fields.Add(key >> 3, message[at..(at + length)]);
            at += length;
        }

        return fields;
    }

    private static long Varint(byte[] message, ref int at)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (part & 0x7FL) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>Bit by bit, most significant bit first, on reversed bits: another way than the writer's.</summary>
    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var bit in bytes.SelectMany(b => Enumerable.Range(0, 8).Select(i => (uint)(b >> i) & 1)))
        {
            var carry = (crc >> 31) ^ bit;
            crc = (crc << 1) ^ (carry == 1 ? 0x1EDC6F41u : 0);
        }

        var reversed = 0u;
        for (var i = 0; i < 32; i++)
        {
            reversed |= ((~crc >> i) & 1) << (31 - i);
        }

        return (uint)((uint.RotateRight(reversed, 15) + 0xA282EAD8L) % (1L << 32));
    }
}
