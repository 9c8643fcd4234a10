using BrainDae.Imaging.Grids;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.NativeSpace;

/// <summary>Distances in millimetres on a scan's own grid and on the slices made of it.</summary>
public static class ScanSpacing
{
    /// <summary>Spacing of a scan's grid, whose voxels in its order (x fastest) have the shape [z, y, x].</summary>
    public static GridSpacing OfScan(VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        var (x, y, z) = geometry.Spacing;
        return new(z, y, x);
    }

    /// <summary>
    /// Spacing of a patient's stored slices, shape [slice, x, y]: a slice resized to another number of pixels still
    /// covers the scan's field of view, so its pixels grow by the same factor (1.875 mm where 240 of 1 mm become 128).
    /// </summary>
    /// <param name="geometry">The scan's grid in LPS order.</param>
    /// <param name="size">Edge of a stored slice in pixels.</param>
    public static GridSpacing OfSlices(VolumeGeometry geometry, int size)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var (x, y, z) = geometry.Spacing;
        return new(z, x * geometry.Shape[0] / size, y * geometry.Shape[1] / size);
    }
}
