using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using BrainDae.Data.Formats;

namespace BrainDae.Data.Slices;

/// <summary>
/// Checksums of a slice file, so that damage is noticed where it is met: one a slice over its pixels (XXH3 of 64 bits, which
/// costs a thousandth of scoring a slice), and one over everything else (SHA-256), which holds those of the slices.
/// </summary>
internal static class SliceSeal
{
    /// <summary>Checksum of one slice.</summary>
    /// <param name="image">Its intensities as they are stored.</param>
    /// <param name="lesion">Its label; empty without one.</param>
    public static ulong OfSlice(ReadOnlySpan<byte> image, ReadOnlySpan<byte> lesion)
    {
        var hash = new XxHash3();
        hash.Append(image);
        hash.Append(lesion);
        return hash.GetCurrentHashAsUInt64();
    }

    /// <summary>Checksums of all slices as they are stored: 16 hexadecimal digits each, separated by blanks.</summary>
    /// <param name="images">All intensities as they are stored, slice by slice.</param>
    /// <param name="lesion">All labels, slice by slice; empty without any.</param>
    /// <param name="slices">Number of slices.</param>
    public static string OfSlices(ReadOnlySpan<byte> images, ReadOnlySpan<byte> lesion, int slices)
    {
        var (image, label) = (images.Length / slices, lesion.Length / slices);
        var texts = new string[slices];
        for (var i = 0; i < slices; i++)
        {
            texts[i] = OfSlice(images.Slice(i * image, image), lesion.Slice(i * label, label)).ToString("x16", CultureInfo.InvariantCulture);
        }

        return string.Join(' ', texts);
    }

    /// <summary>Reads what <see cref="OfSlices"/> wrote; null where it is something else.</summary>
    public static ulong[]? Parse(string text, int slices)
    {
        ulong?[] checksums = [.. text.Split(' ').Select(part => ulong.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum) ? checksum : (ulong?)null)];
        return checksums.Length == slices && !checksums.Contains(null) ? [.. checksums.OfType<ulong>()] : null;
    }

    /// <summary>SHA-256 of a file's header and of its tensors but the pixels, lower-case hexadecimal.</summary>
    public static string OfIndex(SafetensorsFile file) =>
        OfIndex(file.Metadata, file.Tensors.Values.Select(t => new SafetensorsTensor(t.Name, t.ElementType, t.Shape, HoldsPixels(t.Name) ? default : file.Bytes(t).ToArray())));

    /// <summary>The same of a file to be.</summary>
    /// <param name="metadata">The header's texts; that of <see cref="SliceFileFormat.IndexHashKey"/> is passed over.</param>
    /// <param name="tensors">All tensors; nothing is read of those that hold pixels.</param>
    public static string OfIndex(IEnumerable<KeyValuePair<string, string>> metadata, IEnumerable<SafetensorsTensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, text) in metadata.Where(m => m.Key != SliceFileFormat.IndexHashKey).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            Append(hash, $"{key}\0{text}\0");
        }

        foreach (var tensor in tensors.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            Append(hash, $"{tensor.Name}\0{tensor.ElementType.Name}\0{string.Join(',', tensor.Shape)}\0");
            hash.AppendData(HoldsPixels(tensor.Name) ? [] : tensor.Data.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether a tensor holds pixels, which have checksums slice by slice.</summary>
    private static bool HoldsPixels(string tensor) => tensor is SliceFileFormat.Images or SliceFileFormat.Lesion;

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
