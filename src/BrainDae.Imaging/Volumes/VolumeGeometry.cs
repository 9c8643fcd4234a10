using System.Collections.Immutable;

namespace BrainDae.Imaging.Volumes;

/// <summary>
/// Where the voxels of a volume lie: its shape, and every header field that places the grid in the world, kept as
/// stored so that a volume written with this geometry lies over its source bit for bit.
/// </summary>
public sealed record VolumeGeometry
{
    /// <summary>Number of voxels along each axis, 1 to 7 axes, fastest-varying axis first.</summary>
    public required ImmutableArray<int> Shape { get; init; }

    /// <summary>The header's pixdim[0..7] as stored: [0] is qfac (-1 or 1), [1..3] the spacing in <see cref="XyztUnits"/>.</summary>
    public required ImmutableArray<double> PixDim { get; init; }

    /// <summary>NIfTI qform code; 0 means that the quaternion is not to be used.</summary>
    public short QformCode { get; init; }

    /// <summary>NIfTI sform code; 0 means that <see cref="SformRows"/> is not to be used.</summary>
    public short SformCode { get; init; }

    /// <summary>quatern_b, quatern_c, quatern_d as stored.</summary>
    public ImmutableArray<double> Quaternion { get; init; } = [0, 0, 0];

    /// <summary>qoffset_x, qoffset_y, qoffset_z as stored, millimetres.</summary>
    public ImmutableArray<double> QuaternionOffset { get; init; } = [0, 0, 0];

    /// <summary>srow_x, srow_y, srow_z as stored: 12 values, row by row.</summary>
    public ImmutableArray<double> SformRows { get; init; } = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

    /// <summary>NIfTI xyzt_units byte.</summary>
    public byte XyztUnits { get; init; }

    /// <summary>
    /// Voxel index to world millimetres, 4x4 row-major: the sform if its code is above 0, else the qform if its code
    /// is above 0, else spacing alone with the grid's centre at the origin (as nibabel does).
    /// </summary>
    public ImmutableArray<double> Affine => NiftiAffine.Of(this);

    /// <summary>Voxel edge lengths along the first three axes (absolute values; 1 for an axis that is absent).</summary>
    public (double X, double Y, double Z) Spacing => (Edge(1), Edge(2), Edge(3));

    /// <summary>Number of voxels in total.</summary>
    public long VoxelCount
    {
        get
        {
            var count = 1L;
            foreach (var size in Shape)
            {
                count *= size;
            }

            return count;
        }
    }

    /// <summary>A grid of unit spacing whose voxel (0, 0, 0) is at the world's origin (sform code 1).</summary>
    public static VolumeGeometry Unit(params ReadOnlySpan<int> shape) => new()
    {
        Shape = [.. shape],
        PixDim = [1, 1, 1, 1, 1, 1, 1, 1],
        SformCode = 1,
        XyztUnits = 2,
    };

    private double Edge(int axis) => axis < PixDim.Length && axis <= Shape.Length ? Math.Abs(PixDim[axis]) : 1;
}
