namespace BrainDae.Files;

/// <summary>
/// Files to read are regular ones: a pipe, a socket or a device may never end, or wait for ever before it begins.
/// </summary>
public static class RegularFile
{
    /// <summary>Refuses what is there and neither a regular file nor a folder, without opening it.</summary>
    /// <param name="path">The file; links are followed. Nothing is said of one that is missing: opening it will.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public static void Require(string path)
    {
        if (UnixFile.TypeOf(path) is not (null or UnixFile.Regular or UnixFile.Folder))
        {
            throw BrainDaeException.Invalid($"{path}: is a pipe, socket or device, not a file. Save what it gives as a file first.");
        }
    }

    /// <summary>Opens a file to read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferSize">Bytes read ahead; 0 for none.</param>
    /// <param name="options">How it will be read.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: it is no regular file.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream OpenRead(string path, int bufferSize = 1 << 16, FileOptions options = FileOptions.None)
    {
        Require(path);
        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize, options);
    }

    /// <summary>Reads a whole file.</summary>
    /// <inheritdoc cref="OpenRead"/>
    public static byte[] ReadAllBytes(string path)
    {
        Require(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Reads the lines of a file of UTF-8 text.</summary>
    /// <inheritdoc cref="OpenRead"/>
    public static string[] ReadAllLines(string path)
    {
        Require(path);
        return File.ReadAllLines(path);
    }

    /// <summary>Reads, and says of a file that is missing or cannot be read what is wrong with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="missing">What is said of one that is missing, behind its path.</param>
    /// <param name="remedy">What to do about one that is there and cannot be read.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/> or <see cref="FailureKind.InvalidInput"/>.</exception>
    public static T Reading<T>(string path, Func<T> read, string missing = "does not exist. Check the path.", string remedy = "Check its permissions.")
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw BrainDaeException.Missing($"{path}: {missing}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.Invalid($"{path}: cannot be read ({e.Message.TrimEnd('.')}). {remedy}", e);
        }
    }
}
