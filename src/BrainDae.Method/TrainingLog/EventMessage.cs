using BrainDae.Data.Formats;

namespace BrainDae.Method.TrainingLog;

/// <summary>
/// TensorBoard's Event message in protocol-buffer encoding: 1 wall_time (double), 2 step (int64), and one of
/// 3 file_version (string), 5 summary { 1 value { 1 tag (string), 2 simple_value (float) } },
/// 7 session_log { 1 status (enum) }.
/// </summary>
internal static class EventMessage
{
    private const int WallTimeField = 1;
    private const int StepField = 2;
    private const int FileVersionField = 3;
    private const int SummaryField = 5;
    private const int SessionLogField = 7;
    private const long SessionStart = 1;

    public static ReadOnlySpan<byte> FileVersion(double wallTime) =>
        Begin(wallTime, 0).Bytes(FileVersionField, "brain.Event:2"u8).Encoded;

    public static ReadOnlySpan<byte> Scalar(double wallTime, long step, string tag, float value) =>
        Begin(wallTime, step).Message(SummaryField, new ProtobufMessage().Message(1, new ProtobufMessage().Text(1, tag).Single(2, value))).Encoded;

    public static ReadOnlySpan<byte> Restart(double wallTime, long step) =>
        Begin(wallTime, step).Message(SessionLogField, new ProtobufMessage().Integer(1, SessionStart)).Encoded;

    private static ProtobufMessage Begin(double wallTime, long step) =>
        new ProtobufMessage().Double(WallTimeField, wallTime).Integer(StepField, step);
}
