using System.Collections.Immutable;

namespace BrainDae.Nifti.Volumes;

/// <summary>
/// Where the voxels of a volume lie: its shape, and every header field that places the grid in the world, kept as
/// stored so that a volume written with this geometry lies over its source bit for bit.
/// </summary>
public sealed record VolumeGeometry
{
    /// <summary>NIfTI has up to seven axes.</summary>
    public const int MaximumAxes = 7;

    /// <summary>Number of voxels along each axis, 1 to 7 axes of at least 1 voxel, fastest-varying axis first.</summary>
    /// <exception cref="ArgumentException">No axis, more than seven, or one without voxels.</exception>
    public required ImmutableArray<int> Shape
    {
        get;
        init => field = !value.IsDefault && value.Length is >= 1 and <= MaximumAxes && value.All(size => size >= 1)
            ? value
            : throw new ArgumentException("A grid has 1 to 7 axes of at least 1 voxel.", nameof(value));
    }

    /// <summary>The header's pixdim[0..7] as stored: [0] is qfac (-1 or 1), [1..3] the edge lengths in <see cref="XyztUnits"/>, which <see cref="Affine"/> may overrule.</summary>
    /// <exception cref="ArgumentException">Not 8 values.</exception>
    public required ImmutableArray<double> PixDim { get; init => field = Exactly(1 + MaximumAxes, value); }

    /// <summary>NIfTI qform code; 0 means that the quaternion is not to be used.</summary>
    public short QformCode { get; init; }

    /// <summary>NIfTI sform code; 0 means that <see cref="SformRows"/> is not to be used.</summary>
    public short SformCode { get; init; }

    /// <summary>quatern_b, quatern_c, quatern_d as stored.</summary>
    /// <exception cref="ArgumentException">Not 3 values.</exception>
    public ImmutableArray<double> Quaternion { get; init => field = Exactly(3, value); } = [0, 0, 0];

    /// <summary>qoffset_x, qoffset_y, qoffset_z as stored, in <see cref="XyztUnits"/>.</summary>
    /// <exception cref="ArgumentException">Not 3 values.</exception>
    public ImmutableArray<double> QuaternionOffset { get; init => field = Exactly(3, value); } = [0, 0, 0];

    /// <summary>srow_x, srow_y, srow_z as stored: 12 values, row by row.</summary>
    /// <exception cref="ArgumentException">Not 12 values.</exception>
    public ImmutableArray<double> SformRows { get; init => field = Exactly(12, value); } = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

    /// <summary>NIfTI xyzt_units byte: the lowest three bits are 1 for metres, 2 for millimetres, 3 for micrometres; anything else counts as millimetres.</summary>
    public byte XyztUnits { get; init; }

    /// <summary>
    /// Voxel index to world millimetres, 4x4 row-major: the sform if its code is 1 to 5, else the qform if its code is
    /// 1 to 5, else pixdim alone with x to the left and the grid's centre at the origin (as nibabel does); metres and
    /// micrometres become millimetres by <see cref="XyztUnits"/>. Spacing, volume and every position in the world follow
    /// from this matrix alone.
    /// </summary>
    public ImmutableArray<double> Affine => NiftiAffine.Of(this);

    /// <summary>Distance in millimetres between neighbouring voxels along each of the first three axes: the lengths of the columns of <see cref="Affine"/>.</summary>
    public (double X, double Y, double Z) Spacing
    {
        get
        {
            var affine = Affine;
            return (Length(0), Length(1), Length(2));

            double Length(int axis) => Math.Sqrt(affine[axis] * affine[axis] + affine[4 + axis] * affine[4 + axis] + affine[8 + axis] * affine[8 + axis]);
        }
    }

    /// <summary>Volume of a voxel in cubic millimetres: the absolute determinant of <see cref="Affine"/>.</summary>
    public double VoxelVolume
    {
        get
        {
            var a = Affine;
            return Math.Abs(a[0] * (a[5] * a[10] - a[6] * a[9]) - a[1] * (a[4] * a[10] - a[6] * a[8]) + a[2] * (a[4] * a[9] - a[5] * a[8]));
        }
    }

    /// <summary>
    /// Why nothing can be measured on this grid, as the middle of a sentence; null where <see cref="Affine"/> is finite
    /// and its axes span a volume. Fields that the affine does not depend on may hold anything.
    /// </summary>
    public string? Fault => GridFault.Of(Affine, Spacing, VoxelVolume);

    /// <summary>
    /// Where the header contradicts itself, as the middle of a sentence; null where it does not. Edge lengths of pixdim
    /// and of <see cref="Affine"/> may differ by 1 %, axes of an sform and a qform of the same code by 1 degree.
    /// </summary>
    public string? Disagreement => GridDisagreement.Of(this);

    /// <summary>Number of voxels in total.</summary>
    /// <exception cref="OverflowException">More than 64 bits count.</exception>
    public long VoxelCount => Shape.Aggregate(1L, (count, size) => count * size);

    /// <summary>A grid of unit spacing whose voxel (0, 0, 0) is at the world's origin (sform code 1).</summary>
    public static VolumeGeometry Unit(params ReadOnlySpan<int> shape) => new()
    {
        Shape = [.. shape],
        PixDim = [1, 1, 1, 1, 1, 1, 1, 1],
        SformCode = 1,
        XyztUnits = 2,
    };

    /// <summary>Whether every field is the same, where not-a-number equals itself.</summary>
    public bool Equals(VolumeGeometry? other) =>
        other is not null
        && Shape.SequenceEqual(other.Shape)
        && PixDim.SequenceEqual(other.PixDim)
        && (QformCode, SformCode, XyztUnits) == (other.QformCode, other.SformCode, other.XyztUnits)
        && Quaternion.SequenceEqual(other.Quaternion)
        && QuaternionOffset.SequenceEqual(other.QuaternionOffset)
        && SformRows.SequenceEqual(other.SformRows);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shape.Length, Shape[0], Shape[^1], PixDim[1], SformRows[3]);

    /// <summary>pixdim of axis 1, 2 or 3 as an edge length: stored signs mean nothing, and 0 stands for 1.</summary>
    internal double StoredEdge(int axis) => PixDim[axis] == 0 ? 1 : Math.Abs(PixDim[axis]);

    private static ImmutableArray<double> Exactly(int count, ImmutableArray<double> values) =>
        !values.IsDefault && values.Length == count
            ? values
            : throw new ArgumentException($"{count} numbers are needed.", nameof(values));
}
