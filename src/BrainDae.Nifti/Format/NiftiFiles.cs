namespace BrainDae.Nifti.Format;

/// <summary>The file of the header and that of the voxels: one and the same, or the two halves of a .hdr/.img pair.</summary>
/// <param name="Header">Path of the file that begins with the header.</param>
/// <param name="Voxels">Path of the file that holds the voxels.</param>
internal sealed record NiftiFiles(string Header, string Voxels)
{
    private const string GzipSuffix = ".gz";

    /// <summary>Whether header and voxels are two files.</summary>
    public bool IsPair => Header != Voxels;

    /// <summary>The files that <paramref name="path"/>, either half of a pair or a single file, stands for.</summary>
    public static NiftiFiles Of(string path)
    {
        var plain = path.EndsWith(GzipSuffix, StringComparison.OrdinalIgnoreCase) ? path[..^GzipSuffix.Length] : path;
        return Path.GetExtension(plain).ToUpperInvariant() switch
        {
            ".HDR" => new(path, OtherHalf(path, plain, ".img")),
            ".IMG" => new(OtherHalf(path, plain, ".hdr"), path),
            _ => new(path, path),
        };
    }

    // The half that is present, compressed like the given one or not; if none is, the name under which it is missed.
    private static string OtherHalf(string path, string plain, string extension)
    {
        var suffix = path[plain.Length..];
        var otherSuffix = suffix.Length == 0 ? GzipSuffix : "";
        var stem = Path.ChangeExtension(plain, null);
        var upper = char.IsUpper(plain[^1]) ? extension.ToUpperInvariant() : extension;
        string[] names = [stem + upper + suffix, stem + extension + suffix, stem + upper + otherSuffix, stem + extension + otherSuffix];
        return names.FirstOrDefault(File.Exists) ?? names[0];
    }
}
