using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;

namespace BrainDae.Metrics.Lesions;

/// <summary>Which lesions of a scan were found, by the rule of a <see cref="LesionRule"/>.</summary>
public static class LesionDetection
{
    /// <summary>Counts lesions, found lesions and false positives; 0 in a mask is background, anything else lesion.</summary>
    /// <param name="detected">Shape [slices, rows, columns] in C order.</param>
    /// <param name="truth">Same shape.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="spacing">Size of a voxel.</param>
    /// <param name="rule">What counts as found.</param>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is out of range.</exception>
    public static LesionCounts Count(ReadOnlySpan<byte> detected, ReadOnlySpan<byte> truth, GridShape shape, GridSpacing spacing, LesionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        shape.Validate(detected.Length);
        shape.Validate(truth.Length);
        spacing.Validate();
        return new TruthLesions(truth, shape, spacing, rule).Count(MaskPart.Of(detected, shape));
    }
}
