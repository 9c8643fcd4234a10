namespace BrainDae.Files;

/// <summary>
/// Files for what a run keeps on the disk only while it works. Its owner alone can read one, and where the system allows it
/// loses its name at once, so that nothing is left behind whatever ends the process.
/// </summary>
public static class ScratchStream
{
    internal const string Prefix = ".scratch-";

    /// <summary>Opens an empty one, to read and write.</summary>
    /// <param name="folder">Where its bytes lie; created if needed.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static FileStream Open(string folder)
    {
        AtomicFile.EnsureWritableFolder(folder);

        // A kill between opening and removing leaves a name that the next holder of an OutputLock removes.
        var path = PendingFile.TemporaryOf(Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}"));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0 };
        try
        {
            if (OperatingSystem.IsWindows())
            {
                options.Options = FileOptions.DeleteOnClose;
                return new(path, options);
            }

            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var stream = new FileStream(path, options);
            File.Delete(path);
            return stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{folder}: cannot be written ({e.Message.TrimEnd('.')}). Free disk space or choose another output folder.", e);
        }
    }
}
