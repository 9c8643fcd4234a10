using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace BrainDae.Files;

/// <summary>
/// Holds an output for one run: a lock of the operating system, which ends with its process, however that ends. A second
/// run is refused and told who holds it. What killed runs left half-written there is removed when the lock is taken,
/// since nobody else can be writing it.
/// </summary>
/// <remarks>The lock is advisory and of this machine's file system; on a network share that knows no locks it holds nothing back.</remarks>
public sealed class OutputLock : IDisposable
{
    /// <summary>Ending of the file that is locked; it is there while a run holds the output, and after one was killed until the next.</summary>
    public const string Extension = ".braindae-lock";

    private readonly string path;
    private readonly FileStream stream;
    private ImmutableArray<string> created = [];

    private OutputLock(string path, FileStream stream) => (this.path, this.stream) = (path, stream);

    /// <summary>Takes a folder and its direct subfolders, creating it if needed: then it goes again with the lock if nothing was written.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="work">What for, such as the command's name: told to whoever comes second.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: another run holds it, or it cannot be written.</exception>
    public static OutputLock OfFolder(string folder, string work)
    {
        ImmutableArray<string> missing = [.. Ancestors(Path.GetFullPath(folder)).TakeWhile(ancestor => !Directory.Exists(ancestor))];
        AtomicFile.EnsureWritableFolder(folder);
        var held = Take(folder, Path.Combine(folder, Extension), work);
        held.created = missing;
        LeftBehind.Remove(folder);
        return held;
    }

    /// <summary>Takes one file, creating its folder if needed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="work">What for, such as the command's name: told to whoever comes second.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: another run holds it, or it cannot be written.</exception>
    public static OutputLock OfFile(string file, string work)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        AtomicFile.EnsureWritableFolder(folder);
        var held = Take(file, Path.Combine(folder, $".{Path.GetFileName(file)}{Extension}"), work);
        LeftBehind.RemoveOf(file);
        return held;
    }

    /// <summary>Gives the output free.</summary>
    public void Dispose()
    {
        // Removed while it is still held: afterwards it could be somebody else's.
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }

            foreach (var folder in created.TakeWhile(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The lock ends with the stream; a name that stays is harmless.
        }

        stream.Dispose();
    }

    /// <summary>A folder, the one that it lies in, and so on.</summary>
    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = Path.TrimEndingDirectorySeparator(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
        }
    }

    private static OutputLock Take(string output, string path, string work)
    {
        var mine = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"braindae {work}, process {Environment.ProcessId} on {Environment.MachineName}, since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC\n{Guid.NewGuid():N}\n"));
        while (true)
        {
            var stream = Open(output, path);
            try
            {
                stream.SetLength(0);
                stream.Write(mine);
                stream.Flush();

                // Whoever held it before may have removed the name between our opening and our locking: then what we hold has none.
                if (OperatingSystem.IsWindows() || Content(path).AsSpan().SequenceEqual(mine))
                {
                    return new(path, stream);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                stream.Dispose();
                throw BrainDaeException.NotWritable($"{output}: cannot be locked ({e.Message.TrimEnd('.')}). Free disk space or choose another output.", e);
            }

            stream.Dispose();
        }
    }

    private static FileStream Open(string output, string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            // Windows keeps out readers too, and who holds it could not be told.
            Share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None,
            BufferSize = 0,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        };
        try
        {
            return new(path, options);
        }
        catch (UnauthorizedAccessException e)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be written ({e.Message.TrimEnd('.')}). Choose another output.", e);
        }
        catch (IOException e) when (File.Exists(path))
        {
            var holder = Encoding.UTF8.GetString(Content(path)).Split('\n')[0];
            throw BrainDaeException.NotWritable($"{output}: another run is writing there{(holder.Length > 0 ? $" ({holder})" : "")}. Wait for it to end, stop it, or choose another output.", e);
        }
        catch (IOException e)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be written ({e.Message.TrimEnd('.')}). Free disk space or choose another output.", e);
        }
    }

    /// <summary>What stands in a lock file, read without asking for the lock; empty where it cannot be read.</summary>
    private static byte[] Content(string path)
    {
        try
        {
            return UnixFile.ReadLocked(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
