using System.Collections.Immutable;

namespace BrainDae.Nifti.Volumes;

/// <summary>Tells an affine that places voxels in the world from one that cannot.</summary>
internal static class GridFault
{
    /// <summary>Smallest volume of a voxel as a share of the box of its edge lengths; below it, axes count as parallel.</summary>
    private const double SmallestShare = 1e-6;

    /// <summary>What is wrong with an affine, 4x4 row-major, or null.</summary>
    public static string? Of(ImmutableArray<double> affine, (double X, double Y, double Z) spacing, double voxelVolume)
    {
        var box = spacing.X * spacing.Y * spacing.Z;
        if (!affine.All(double.IsFinite) || !double.IsFinite(box) || !double.IsFinite(voxelVolume))
        {
            return "its voxels have no place in the world (a number of its geometry is not finite, or beyond all bounds)";
        }

        // The box too: squares of edges below 1e-154 are 0, though the product of three edges need not be.
        return box > 0 && voxelVolume > 0 && voxelVolume >= SmallestShare * box
            ? null
            : "its voxels have no volume (the axes of its geometry are parallel or of length 0)";
    }
}
