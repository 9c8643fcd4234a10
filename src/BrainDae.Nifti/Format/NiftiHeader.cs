using BrainDae.Nifti.Volumes;

namespace BrainDae.Nifti.Format;

/// <summary>What a NIfTI header says about the voxels, validated: they fit one array. Immutable.</summary>
internal sealed record NiftiHeader
{
    /// <summary>NIfTI-1 or NIfTI-2.</summary>
    public required NiftiLayout Layout { get; init; }

    /// <summary>Byte order of header and voxels.</summary>
    public required bool BigEndian { get; init; }

    /// <summary>Whether the header calls itself half of a .hdr/.img pair.</summary>
    public required bool IsPair { get; init; }

    public required VolumeGeometry Geometry { get; init; }

    public required VoxelType VoxelType { get; init; }

    /// <summary>Scale factor of stored values; 1 where the file has none (scl_slope 0, infinite or not a number).</summary>
    public double Slope { get; init; } = 1;

    /// <summary>Added to scaled values; 0 where the file has no scale factor.</summary>
    public double Intercept { get; init; }

    /// <summary>vox_offset as stored, in whole bytes, at least 0.</summary>
    public required long VoxelOffset { get; init; }

    /// <summary>Bytes of all voxels.</summary>
    public int VoxelBytes => (int)(Geometry.VoxelCount * VoxelType.Size);

    /// <summary>The header of a single file that holds <paramref name="volume"/> without losing a bit of its geometry.</summary>
    /// <remarks>
    /// NIfTI-1, which every program reads, unless an axis is longer than its 16-bit dimensions or a number of the
    /// geometry (of a volume that was read from NIfTI-2) is no single-precision number; then NIfTI-2.
    /// </remarks>
    public static NiftiHeader For(Volume volume)
    {
        var layout = FitsNifti1(volume) ? NiftiLayout.Nifti1 : NiftiLayout.Nifti2;
        return new()
        {
            Layout = layout,
            BigEndian = !BitConverter.IsLittleEndian,
            IsPair = false,
            Geometry = volume.Geometry,
            VoxelType = volume.VoxelType,
            Slope = volume.Slope,
            Intercept = volume.Intercept,
            VoxelOffset = layout.FirstVoxelOffset,
        };
    }

    private static bool FitsNifti1(Volume volume)
    {
        var geometry = volume.Geometry;
        return geometry.Shape.All(size => size <= short.MaxValue)
            && geometry.PixDim.All(IsSingle) && geometry.SformRows.All(IsSingle)
            && geometry.Quaternion.All(IsSingle) && geometry.QuaternionOffset.All(IsSingle)
            && IsSingle(volume.Slope) && IsSingle(volume.Intercept);
    }

    private static bool IsSingle(double value) => ((double)(float)value).Equals(value);
}
