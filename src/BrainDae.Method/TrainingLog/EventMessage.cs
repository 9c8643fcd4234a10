using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace BrainDae.Method.TrainingLog;

/// <summary>
/// TensorBoard's Event message in protocol-buffer encoding: 1 wall_time (double), 2 step (int64), and one of
/// 3 file_version (string), 5 summary { 1 value { 1 tag (string), 2 simple_value (float) } },
/// 7 session_log { 1 status (enum) }.
/// </summary>
internal sealed class EventMessage
{
    private const int WallTimeField = 1;
    private const int StepField = 2;
    private const int FileVersionField = 3;
    private const int SummaryField = 5;
    private const int SessionLogField = 7;
    private const long SessionStart = 1;

    private readonly ArrayBufferWriter<byte> buffer = new();

    private EventMessage()
    {
    }

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Length = 2,
        Fixed32 = 5,
    }

    public static ReadOnlySpan<byte> FileVersion(double wallTime)
    {
        var message = Begin(wallTime, 0);
        message.Bytes(FileVersionField, "brain.Event:2"u8);
        return message.buffer.WrittenSpan;
    }

    public static ReadOnlySpan<byte> Scalar(double wallTime, long step, string tag, float value)
    {
        var entry = new EventMessage();
        entry.Bytes(1, Encoding.UTF8.GetBytes(tag));
        entry.Tag(2, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(entry.buffer.GetSpan(sizeof(float)), value);
        entry.buffer.Advance(sizeof(float));
        var summary = new EventMessage();
        summary.Bytes(1, entry.buffer.WrittenSpan);
        var message = Begin(wallTime, step);
        message.Bytes(SummaryField, summary.buffer.WrittenSpan);
        return message.buffer.WrittenSpan;
    }

    public static ReadOnlySpan<byte> Restart(double wallTime, long step)
    {
        var log = new EventMessage();
        log.Integer(1, SessionStart);
        var message = Begin(wallTime, step);
        message.Bytes(SessionLogField, log.buffer.WrittenSpan);
        return message.buffer.WrittenSpan;
    }

    private static EventMessage Begin(double wallTime, long step)
    {
        var message = new EventMessage();
        message.Tag(WallTimeField, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(message.buffer.GetSpan(sizeof(double)), wallTime);
        message.buffer.Advance(sizeof(double));
        message.Integer(StepField, step);
        return message;
    }

    private void Integer(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint(unchecked((ulong)value));
    }

    private void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, WireType.Length);
        Varint((ulong)bytes.Length);
        buffer.Write(bytes);
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
