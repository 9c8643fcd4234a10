using BrainDae.Files;
using Microsoft.Win32.SafeHandles;

namespace BrainDae.Evaluation.Scratch;

/// <summary>
/// What an evaluation keeps on the disk between its passes, so that its memory does not grow with the number of
/// patients: one <see cref="ScratchStream"/>. Safe for use by several threads at once.
/// </summary>
internal sealed class ScratchFile : IDisposable
{
    private const long Alignment = 64;

    private readonly string folder;
    private readonly FileStream stream;
    private readonly Lock mapping = new();
    private MappedBytes? mapped;
    private long end;

    /// <summary>Takes the space, before any long work.</summary>
    /// <param name="folder">A folder that can be written; created if needed.</param>
    /// <param name="need">Bytes that will be stored, about.</param>
    /// <param name="free">Bytes that are free where a folder lies; the disk's where nothing else is said.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: the folder cannot be written or its disk is too full.</exception>
    public ScratchFile(string folder, long need, Func<string, long>? free = null)
    {
        this.folder = folder;
        AtomicFile.EnsureWritableFolder(folder);
        var available = (free ?? FreeSpace)(folder);
        if (available < need)
        {
            throw BrainDaeException.NotWritable($"{folder}: {Megabytes(available)} MB are free there, but the scores of all patients take about {Megabytes(need)} MB until the evaluation is done. Free disk space or choose another folder for the results.");
        }

        stream = ScratchStream.Open(folder);
    }

    /// <summary>The open file.</summary>
    public SafeFileHandle Handle => stream.SafeFileHandle;

    /// <summary>Bytes stored so far.</summary>
    public long Length => Interlocked.Read(ref end);

    /// <summary>Stores bytes and tells where.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: the disk is full.</exception>
    public long Add(ReadOnlySpan<byte> bytes)
    {
        var taken = (bytes.Length + Alignment - 1) / Alignment * Alignment;
        var offset = Interlocked.Add(ref end, taken) - taken;
        try
        {
            RandomAccess.Write(Handle, bytes, offset);
            return offset;
        }
        catch (IOException e)
        {
            throw BrainDaeException.NotWritable($"{folder}: scores cannot be written there ({e.Message.TrimEnd('.')}). Free disk space or choose another folder for the results.", e);
        }
    }

    /// <summary>Reads bytes back.</summary>
    public byte[] Read(long offset, int length)
    {
        var bytes = new byte[length];
        for (var done = 0; done < length;)
        {
            var read = RandomAccess.Read(Handle, bytes.AsSpan(done), offset + done);
            done += read > 0 ? read : throw new EndOfStreamException();
        }

        return bytes;
    }

    /// <summary>Shows stored values without a copy; valid until this is disposed. Nothing may be added after the first call.</summary>
    /// <param name="offset">From <see cref="Add"/>.</param>
    /// <param name="count">Number of values.</param>
    public ReadOnlyMemory<T> View<T>(long offset, int count)
        where T : unmanaged
    {
        lock (mapping)
        {
            mapped ??= new(Handle);
            return mapped.View<T>(offset, count);
        }
    }

    public void Dispose()
    {
        mapped?.Dispose();
        stream.Dispose();
    }

    private static long FreeSpace(string folder) =>
        new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(folder))! : Path.GetFullPath(folder)).AvailableFreeSpace;

    private static long Megabytes(long bytes) => (bytes + (1 << 20) - 1) >> 20;
}
