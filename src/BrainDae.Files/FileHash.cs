using System.Buffers;
using System.Security.Cryptography;

namespace BrainDae.Files;

/// <summary>SHA-256 of files, lower-case hexadecimal.</summary>
public static class FileHash
{
    /// <summary>The hash of a file as it lies on disk.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/> or <see cref="FailureKind.InvalidInput"/>: it does not exist, is no regular file or cannot be read.</exception>
    public static string Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, path);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Adds a file's bytes to a hash.</summary>
    /// <inheritdoc cref="Of"/>
    public static void Append(IncrementalHash hash, string path)
    {
        ArgumentNullException.ThrowIfNull(hash);
        Read(path, hash, static (block, hash) => hash.AppendData(block));
    }

    /// <summary>Shows a hash of any kind the bytes of a file, a block at a time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hash">What takes them.</param>
    /// <param name="take">Told each block.</param>
    /// <inheritdoc cref="Of"/>
    public static void Read<T>(string path, T hash, ReadOnlySpanAction<byte, T> take)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(take);
        using var clock = CheckClock.Start();
        RegularFile.Reading(
            path,
            () =>
            {
                using var stream = RegularFile.OpenRead(path, bufferSize: 0, FileOptions.SequentialScan);
                Span<byte> block = stackalloc byte[1 << 15];
                for (var read = stream.Read(block); read > 0; read = stream.Read(block))
                {
                    take(block[..read], hash);
                }

                return hash;
            },
            "does not exist. Check the name.");
    }
}
