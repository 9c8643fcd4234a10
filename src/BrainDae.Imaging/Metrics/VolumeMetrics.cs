using BrainDae.Imaging.PostProcessing;

namespace BrainDae.Imaging.Metrics;

/// <summary>Everything measured on one patient's detection, on whatever grid detection and truth lie.</summary>
/// <param name="Voxels">Voxel by voxel.</param>
/// <param name="Lesions">Lesion by lesion.</param>
/// <param name="Hausdorff95">Millimetres, see <see cref="SurfaceDistances.Hausdorff95"/>; NaN where detection or truth is empty.</param>
/// <param name="SurfaceDice">At the tolerance asked for, see <see cref="SurfaceDistances.SurfaceDice"/>; NaN where both are empty.</param>
public readonly record struct VolumeMetrics(ConfusionCounts Voxels, LesionCounts Lesions, double Hausdorff95, double SurfaceDice)
{
    /// <summary>Compares a detection with the truth; 0 in a mask is background, anything else lesion.</summary>
    /// <param name="detected">Shape [slices, rows, columns] in C order: stored slices as [slice, x, y], a scan's own grid as [z, y, x].</param>
    /// <param name="truth">Same shape.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="spacing">Size of a voxel.</param>
    /// <param name="rule">Which lesions count and when one is found.</param>
    /// <param name="tolerance">Distance in mm within which surfaces agree, 0 or more.</param>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is out of range.</exception>
    public static VolumeMetrics Of(
        ReadOnlySpan<byte> detected,
        ReadOnlySpan<byte> truth,
        GridShape shape,
        GridSpacing spacing,
        LesionRule rule,
        double tolerance = SurfaceDistances.DefaultTolerance)
    {
        var surfaces = SurfaceDistances.Between(detected, truth, shape, spacing);
        return new(
            ConfusionCounts.Of(detected, truth),
            LesionDetection.Count(detected, truth, shape, spacing, rule),
            surfaces.Hausdorff95,
            surfaces.SurfaceDice(tolerance));
    }
}
