using System.Collections.Immutable;
using System.Numerics;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Phantom.Anatomy;

/// <summary>
/// The voxel grid of a phantom and its place in the head. Head coordinates are millimetres from a point between the
/// thalami: x towards the patient's left, y towards the front, z upwards. Array axis x runs to the left and y to the
/// back, as in BraTS, so that an image with x to the right and y downwards is in radiological orientation.
/// </summary>
internal sealed class PhantomGrid(ImmutableArray<int> shape, ImmutableArray<float> spacing)
{
    // The brain reaches 2 mm further up than down from the origin of the head coordinates.
    private const float VerticalCentre = 2;

    public int Width { get; } = shape[0];

    public int Height { get; } = shape[1];

    public int Depth { get; } = shape[2];

    public Vector3 Spacing { get; } = new(spacing[0], spacing[1], spacing[2]);

    public int VoxelCount => Width * Height * Depth;

    /// <summary>Volume of one voxel in millilitres.</summary>
    public float VoxelVolume => Spacing.X * Spacing.Y * Spacing.Z / 1000;

    /// <summary>Number of voxels before (x, y, z); x is the fastest axis.</summary>
    public int Index(int x, int y, int z) => x + Width * (y + Height * z);

    /// <summary>Head coordinates of a voxel's centre.</summary>
    public Vector3 Place(int x, int y, int z) => new(
        (x - (Width - 1) / 2f) * Spacing.X,
        ((Height - 1) / 2f - y) * Spacing.Y,
        (z - (Depth - 1) / 2f) * Spacing.Z + VerticalCentre);

    /// <summary>The NIfTI grid: directions left, posterior, superior, and offsets like those of BraTS; qform and sform codes 1.</summary>
    public VolumeGeometry Geometry()
    {
        double sx = Spacing.X, sy = Spacing.Y, sz = Spacing.Z;
        var back = (Height - 1) * sy;
        return new()
        {
            Shape = [Width, Height, Depth],
            PixDim = [1, sx, sy, sz, 1, 1, 1, 1],
            QformCode = 1,
            SformCode = 1,
            Quaternion = [0, 0, 1],
            QuaternionOffset = [0, (float)back, 0],
            SformRows = [-sx, 0, 0, 0, 0, -sy, 0, (float)back, 0, 0, sz, 0],
            XyztUnits = 2,
        };
    }
}
