using System.Globalization;

namespace BrainDae.Files;

/// <summary>
/// A file that is written whole under a temporary name beside its final one, and takes its name by
/// <see cref="Commit"/>. Disposed without that, it is removed.
/// </summary>
public sealed class PendingFile : IDisposable
{
    /// <summary>Ends the names of unfinished files, behind the number of the process that writes them; nobody else ends names so.</summary>
    internal const string TemporarySuffix = ".braindae-partial";

    private readonly string path;
    private readonly string temporary;
    private readonly FileStream stream;
    private bool committed;

    private PendingFile(string path, string temporary, FileStream stream) => (this.path, this.temporary, this.stream) = (path, temporary, stream);

    /// <summary>Writes the content of <paramref name="path"/> through <paramref name="write"/>; creates its folder if needed.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: the folder cannot be written or the disk is full.</exception>
    public static PendingFile Write(string path, Action<FileStream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = TemporaryOf(path);
        return Reporting(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var file = new PendingFile(path, temporary, new(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16));
            try
            {
                write(file.stream);
                file.stream.Flush();
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        });
    }

    /// <summary>What a file is called while this process writes it.</summary>
    internal static string TemporaryOf(string path) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}{TemporarySuffix}");

    /// <summary>Flushes the content to the disk and gives the file its name, in place of an older one.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public void Commit() => Reporting(path, () =>
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(temporary, path, overwrite: true);
        return committed = true;
    });

    /// <summary>Removes the file if it was not committed.</summary>
    public void Dispose()
    {
        if (committed)
        {
            return;
        }

        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk; what is in the stream is not wanted any more.
        }

        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }

    private static T Reporting<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be written ({e.Message.TrimEnd('.')}). Free disk space or choose another output folder.", e);
        }
    }
}
