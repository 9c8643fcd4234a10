using System.Security.Cryptography;
using System.Text;

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

    /// <summary>Writes a file and hashes it on the way, so that nobody needs to read it back.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content into a stream that cannot be read or moved about in.</param>
    /// <returns>SHA-256 of the content, 64 lower-case hexadecimal digits: what <see cref="FileHash.Of"/> would give.</returns>
    /// <exception cref="BrainDaeException">
    /// <see cref="FailureKind.OutputNotWritable"/>: the folder cannot be written or the disk is full.
    /// </exception>
    public static string WriteHashed(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var hash = SHA256.Create();
        Write(path, stream =>
        {
            using var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true);
            write(hashing);
            hashing.FlushFinalBlock();
        });
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>Writes UTF-8 text without a byte-order mark.</summary>
    /// <returns>SHA-256 of the file, 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="BrainDaeException">
    /// <see cref="FailureKind.OutputNotWritable"/>: the folder cannot be written or the disk is full.
    /// </exception>
    public static string WriteText(string path, string text) =>
        WriteHashed(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

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
        var probe = PendingFile.TemporaryOf(Path.Combine(folder, WriteTestPrefix));
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
