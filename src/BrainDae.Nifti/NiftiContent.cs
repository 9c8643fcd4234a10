using System.Security.Cryptography;
using BrainDae.Files;
using BrainDae.Nifti.Format;

namespace BrainDae.Nifti;

/// <summary>Names the content of an image file.</summary>
public static class NiftiContent
{
    /// <summary>SHA-256 of the file as it lies on disk, lower-case hexadecimal; of a .hdr/.img pair, of both in this order.</summary>
    /// <param name="path">The file, or either half of a pair.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/> or <see cref="FailureKind.InvalidInput"/>: it does not exist or cannot be read.</exception>
    public static string Hash(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var files = NiftiFiles.Of(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, files.Header);
        if (files.IsPair)
        {
            Append(hash, files.Voxels);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> block = stackalloc byte[1 << 15];
            for (var read = stream.Read(block); read > 0; read = stream.Read(block))
            {
                hash.AppendData(block[..read]);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw BrainDaeException.Missing($"{path}: does not exist. Check the name.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.Invalid($"{path}: cannot be read ({e.Message.TrimEnd('.')}). Check its permissions.", e);
        }
    }
}
