using BrainDae.Imaging.Grids;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Surfaces;

namespace BrainDae.Metrics.Volumes;

/// <summary>
/// The truth of one volume with all that is derived from it alone, so that many detections (scores, thresholds) are
/// compared with it at the price of one. Immutable; safe for use by several threads at once.
/// </summary>
public sealed class VolumeTruth
{
    private VolumeTruth(ReadOnlyMemory<byte> mask, GridShape shape, GridSpacing spacing, LesionRule rule)
    {
        (Mask, Shape, Spacing) = (mask, shape, spacing);
        Lesions = new(mask.Span, shape, spacing, rule);
        Surface = new(mask.Span, shape, spacing);
    }

    /// <summary>0 is background, anything else lesion; [slices, rows, columns] in C order.</summary>
    public ReadOnlyMemory<byte> Mask { get; }

    /// <summary>Size of the volume.</summary>
    public GridShape Shape { get; }

    /// <summary>Size of a voxel.</summary>
    public GridSpacing Spacing { get; }

    internal TruthLesions Lesions { get; }

    internal TruthSurface Surface { get; }

    /// <summary>Prepares a truth.</summary>
    /// <param name="mask">0 is background, anything else lesion; [slices, rows, columns] in C order. Not copied.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="spacing">Size of a voxel.</param>
    /// <param name="rule">Which lesions count and when one is found.</param>
    /// <exception cref="ArgumentException">The mask has another number of voxels, or a size is out of range.</exception>
    public static VolumeTruth Of(ReadOnlyMemory<byte> mask, GridShape shape, GridSpacing spacing, LesionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        shape.Validate(mask.Length);
        spacing.Validate();
        return new(mask, shape, spacing, rule);
    }
}
