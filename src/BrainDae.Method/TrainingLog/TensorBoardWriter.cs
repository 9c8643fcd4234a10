using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Numerics;
using BrainDae.Files;

namespace BrainDae.Method.TrainingLog;

/// <summary>
/// Writes scalars to an event file that TensorBoard shows. Each scalar is on its way to the disk when the call
/// returns, so that a run can be watched and an interrupted one loses nothing. Not for concurrent use.
/// </summary>
/// <remarks>
/// TorchSharp 0.107 has a writer too. It writes no record that a run starts at a step, so after a resumed run TensorBoard
/// would show the points that an interruption cut off beside those that took their place; and it needs TorchSharp.
/// </remarks>
internal sealed class TensorBoardWriter : IDisposable
{
    private readonly string path;
    private readonly FileStream stream;
    private readonly TimeProvider time;

    /// <summary>Starts a new event file in a folder; those of earlier runs stay.</summary>
    /// <param name="folder">Created if needed; give each run its own.</param>
    /// <param name="time">Where the wall time of each event comes from.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public TensorBoardWriter(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        this.time = time;
        path = folder;
        try
        {
            Directory.CreateDirectory(folder);
            (path, stream) = Create(folder, time.GetUtcNow().ToUnixTimeSeconds());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }

        Write(EventMessage.FileVersion(Now));
    }

    /// <summary>The event file.</summary>
    public string FilePath => path;

    private double Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>Adds one point to the curve of a tag.</summary>
    /// <param name="tag">Name of the curve; a slash groups curves.</param>
    /// <param name="value">Any number; TensorBoard marks NaN and infinities.</param>
    /// <param name="step">Horizontal position, 0 or more.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public void Scalar(string tag, float value, long step)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        Write(EventMessage.Scalar(Now, step, tag, value));
    }

    /// <summary>
    /// Marks that the run goes on from a step: TensorBoard drops the points at this step and later ones that the
    /// interrupted run had written.
    /// </summary>
    /// <param name="step">The first step that will be written again.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public void Resume(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        Write(EventMessage.Restart(Now, step));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk was reported by the write that met it; closing tries the same bytes once more.
        }
    }

    private static (string Path, FileStream Stream) Create(string folder, long seconds)
    {
        // TensorBoard reads the files of a folder in the order of their names; a run resumed within the same second
        // must come after the one it resumes.
        for (var attempt = 0; ; attempt++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds:D10}.braindae.{attempt:D4}");
            var path = Path.Combine(folder, name);
            try
            {
                return (path, new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
            }
            catch (IOException) when (File.Exists(path))
            {
                // Taken: try the next number.
            }
        }
    }

    private void Write(ReadOnlySpan<byte> message)
    {
        // TFRecord: length (8 bytes), masked checksum of the length, message, masked checksum of the message.
        var record = new byte[sizeof(ulong) + sizeof(uint) + message.Length + sizeof(uint)];
        BinaryPrimitives.WriteInt64LittleEndian(record, message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), MaskedChecksum(record.AsSpan(0, sizeof(ulong))));
        message.CopyTo(record.AsSpan(sizeof(ulong) + sizeof(uint)));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(record.Length - sizeof(uint)), MaskedChecksum(message));
        try
        {
            stream.Write(record);
            stream.Flush();
        }
        catch (IOException e)
        {
            throw NotWritable(e);
        }
    }

    /// <summary>CRC-32C, rotated and shifted as TFRecord stores it, so that checksums of checksums stay sound.</summary>
    private static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        const uint MaskDelta = 0xA282_EAD8;
        return unchecked(BitOperations.RotateRight(Crc32.HashToUInt32(Crc32ParameterSet.Crc32C, bytes), 15) + MaskDelta);
    }

    private BrainDaeException NotWritable(Exception e) =>
        BrainDaeException.NotWritable($"{path}: the training log cannot be written ({e.Message.TrimEnd('.')}). Free disk space or choose another output folder.", e);
}
