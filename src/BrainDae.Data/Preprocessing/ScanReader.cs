using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Preprocessing;

/// <summary>Reads one patient's scans, a file that holds several of them once.</summary>
/// <param name="buffers">Memory that they are read into; each file takes the place of the one before.</param>
internal sealed class ScanReader(PreprocessingBuffers buffers)
{
    private string? path;
    private Volume? file;

    /// <summary>Reads a scan and brings it to LPS order.</summary>
    /// <param name="scan">Where it lies.</param>
    /// <param name="expected">The grid that it must lie on; null for any.</param>
    /// <exception cref="BrainDaeException">It cannot be read, is not three-dimensional, or lies on another grid.</exception>
    public (ScanGrid Grid, Volume Volume) Read(ScanFile scan, ScanGrid? expected)
    {
        if (file is null || path != scan.Path)
        {
            (path, file) = (scan.Path, NiftiReader.Read(scan.Path, buffers.Voxels));
        }

        var volume = scan.Image is not { } image ? file
            : image < file.ImageCount ? file.ImageAt(image)
            : throw BrainDaeException.Invalid($"{scan.Path}: holds {file.ImageCount} images (shape {string.Join('x', file.Shape)}), and image {image}, counted from 0, is asked for. Correct the channels in dataset.json, or copy the file again.");
        var grid = ScanGrid.Of($"{scan}", volume.Geometry);
        expected?.RequireSame(grid);
        return (grid, grid.Order.ToLps(volume, buffers.Ordered));
    }
}
