using System.Collections.Immutable;
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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files(path))
        {
            FileHash.Append(hash, file);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The files that hold an image: one, or of a .hdr/.img pair both in this order.</summary>
    /// <param name="path">The file, or either half of a pair.</param>
    public static ImmutableArray<string> Files(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var files = NiftiFiles.Of(path);
        return files.IsPair ? [files.Header, files.Voxels] : [files.Header];
    }
}
