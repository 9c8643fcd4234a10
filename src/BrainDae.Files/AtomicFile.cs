namespace BrainDae.Files;

/// <summary>
/// Writes a file as a <see cref="PendingFile"/> and commits it, so that a reader sees the whole old file or the whole
/// new one and an interruption leaves nothing half-written under the final name.
/// </summary>
public static class AtomicFile
{
    internal const string WriteTestPrefix = ".write-test";

    /// <summary>Writes <paramref name="path"/> through <paramref name="write"/>; creates its folder if needed.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: the folder cannot be written or the disk is full.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        using var file = PendingFile.Write(path, write);
        file.Commit();
    }

    /// <summary>Writes UTF-8 text without a byte-order mark.</summary>
    /// <inheritdoc cref="Write(string, Action{FileStream})"/>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Removes a file; does nothing where there is none.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void Delete(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be removed ({e.Message.TrimEnd('.')}). Check the folder's permissions.", e);
        }
    }

    /// <summary>Creates a folder if needed and proves that files can be written in it, before any long work.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void EnsureWritableFolder(string folder)
    {
        var probe = Path.Combine(folder, $"{WriteTestPrefix}.{Environment.ProcessId}{PendingFile.TemporarySuffix}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{folder}: cannot be written ({e.Message.TrimEnd('.')}). Choose another output folder.", e);
        }
    }
}
