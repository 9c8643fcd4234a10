using BrainDae.Imaging.Masks;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Surfaces;

namespace BrainDae.Metrics.Volumes;

/// <summary>Everything measured on one patient's detection, on whatever grid detection and truth lie.</summary>
/// <param name="Voxels">Voxel by voxel.</param>
/// <param name="Lesions">Lesion by lesion.</param>
/// <param name="Hausdorff95">Millimetres, see <see cref="SurfaceDistances.Hausdorff95"/>; NaN where detection or truth is empty.</param>
/// <param name="SurfaceDice">At the tolerance asked for, see <see cref="SurfaceDistances.SurfaceDice"/>; NaN where both are empty.</param>
public readonly record struct VolumeMetrics(ConfusionCounts Voxels, LesionCounts Lesions, double Hausdorff95, double SurfaceDice)
{
    /// <summary>Compares a detection with the truth; 0 in a mask is background, anything else lesion.</summary>
    /// <param name="detected">Of the shape of the truth, [slices, rows, columns] in C order: stored slices as [slice, x, y], a scan's own grid as [z, y, x].</param>
    /// <param name="truth">What is compared with, and which of its lesions count.</param>
    /// <param name="tolerance">Distance in mm within which surfaces agree, 0 or more.</param>
    /// <exception cref="ArgumentException">The detection has another number of voxels.</exception>
    public static VolumeMetrics Of(ReadOnlySpan<byte> detected, VolumeTruth truth, double tolerance = SurfaceDistances.DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(truth);
        truth.Shape.Validate(detected.Length);
        var part = MaskPart.Of(detected, truth.Shape);
        var surfaces = truth.Surface.To(part);
        return new(
            ConfusionCounts.Of(detected, truth.Mask.Span),
            truth.Lesions.Count(part),
            surfaces.Hausdorff95,
            surfaces.SurfaceDice(tolerance));
    }
}
