using BrainDae.Imaging.Volumes;

namespace BrainDae.Imaging.PostProcessing;

/// <summary>Distances between the centres of neighbouring voxels of a volume in C order, in millimetres.</summary>
/// <param name="Slice">From one slice to the next, above 0.</param>
/// <param name="Row">From one row to the next, above 0.</param>
/// <param name="Column">From one column to the next, above 0.</param>
public readonly record struct GridSpacing(double Slice, double Row, double Column)
{
    private const int SpaceUnits = 0b111;

    /// <summary>Volume of a voxel in cubic millimetres.</summary>
    public double VoxelVolume => Slice * Row * Column;

    /// <summary>Spacing of a scan's own grid, whose voxels in file order (x fastest) have the shape [z, y, x].</summary>
    public static GridSpacing OfScan(VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        var (millimetre, (x, y, z)) = (Millimetres(geometry), geometry.Spacing);
        return new(z * millimetre, y * millimetre, x * millimetre);
    }

    /// <summary>
    /// Spacing of a patient's stored slices, shape [slice, x, y]: a slice resized to another number of pixels still
    /// covers the scan's field of view, so its pixels grow by the same factor (1.875 mm where 240 of 1 mm become 128).
    /// </summary>
    /// <param name="geometry">The scan's own grid.</param>
    /// <param name="size">Edge of a stored slice in pixels.</param>
    public static GridSpacing OfSlices(VolumeGeometry geometry, int size)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var (millimetre, (x, y, z)) = (Millimetres(geometry), geometry.Spacing);
        return new(z * millimetre, x * millimetre * geometry.Shape[0] / size, y * millimetre * geometry.Shape[1] / size);
    }

    /// <exception cref="ArgumentException">A distance is not a number above 0.</exception>
    internal void Validate()
    {
        if (!(Slice > 0 && Row > 0 && Column > 0 && double.IsFinite(VoxelVolume)))
        {
            throw new ArgumentException($"A spacing of {Slice}, {Row} and {Column} mm is none: each must be a number above 0.");
        }
    }

    /// <summary>Length of the header's unit; a unit that is not given is taken for the millimetre, as everywhere in the field.</summary>
    private static double Millimetres(VolumeGeometry geometry) => (geometry.XyztUnits & SpaceUnits) switch
    {
        1 => 1000,
        3 => 0.001,
        _ => 1,
    };
}
