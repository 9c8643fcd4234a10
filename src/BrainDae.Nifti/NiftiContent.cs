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
        FileHash.Append(hash, files.Header);
        if (files.IsPair)
        {
            FileHash.Append(hash, files.Voxels);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
