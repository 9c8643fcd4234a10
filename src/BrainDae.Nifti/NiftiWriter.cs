using System.IO.Compression;
using BrainDae.Files;
using BrainDae.Nifti.Format;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Nifti;

/// <summary>Writes images as single NIfTI files.</summary>
public static class NiftiWriter
{
    /// <summary>
    /// Writes a volume: voxels as stored, its scale, and every field of its geometry as it is, so that it lies exactly
    /// over the image that the geometry comes from. The format is NIfTI-1, or NIfTI-2 where an axis has more than
    /// 32,767 voxels or the geometry or scale has a number that single precision would change.
    /// </summary>
    /// <param name="path">Ends in .nii, or .nii.gz to be compressed; replaced only once the new file is complete.</param>
    /// <param name="volume">What to write.</param>
    /// <returns>SHA-256 of the file, 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: another name, no permission, or
    /// the disk is full.</exception>
    public static string Write(string path, Volume volume)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(volume);
        var compress = path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);
        if (!compress && !path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase))
        {
            throw BrainDaeException.NotWritable($"{path}: is not the name of a NIfTI file. Let it end in .nii or .nii.gz.");
        }

        var header = NiftiHeaderFormat.Format(NiftiHeader.For(volume));
        return AtomicFile.WriteHashed(path, stream =>
        {
            if (compress)
            {
                using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
                gzip.Write(header);
                gzip.Write(volume.Bytes);
            }
            else
            {
                stream.Write(header);
                stream.Write(volume.Bytes);
            }
        });
    }
}
