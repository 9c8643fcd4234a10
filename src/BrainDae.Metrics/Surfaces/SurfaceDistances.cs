using System.Collections.Immutable;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Imaging.Statistics;

namespace BrainDae.Metrics.Surfaces;

/// <summary>
/// How far the surfaces of a detection and of the truth lie apart, in millimetres. A surface is the set of mask voxels
/// that share a face with the background; a distance is that from the centre of such a voxel to the centre of the
/// nearest surface voxel of the other mask, exact and with the spacing of each axis.
/// </summary>
/// <param name="FromDetection">Ascending, one for each surface voxel of the detection; infinite without a lesion.</param>
/// <param name="FromTruth">Ascending, one for each surface voxel of the truth; infinite without a detection.</param>
public sealed record SurfaceDistances(ImmutableArray<double> FromDetection, ImmutableArray<double> FromTruth)
{
    /// <summary>Surfaces this near count as the same, in millimetres, where nothing else is said.</summary>
    public const double DefaultTolerance = 2;

    private const double Percentile = 0.95;

    /// <summary>
    /// HD95: the 95th percentile (linear interpolation between order statistics) of the distances in each direction,
    /// and of the two the larger. Millimetres; NaN where detection or truth is empty, since no distance to nothing is
    /// defined: say how often that happened beside any mean.
    /// </summary>
    public double Hausdorff95 => FromDetection.IsEmpty || FromTruth.IsEmpty ? double.NaN : Math.Max(AtPercentile(FromDetection), AtPercentile(FromTruth));

    /// <summary>
    /// Normalised surface Dice: the share of the surface voxels of both masks that lie within a tolerance of the other
    /// mask's surface. 0 to 1; 0 where one of the masks is empty and the other is not, NaN where both are.
    /// </summary>
    /// <param name="tolerance">Millimetres, 0 or more, inclusive.</param>
    public double SurfaceDice(double tolerance = DefaultTolerance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        return (double)(Within(FromDetection, tolerance) + Within(FromTruth, tolerance)) / (FromDetection.Length + FromTruth.Length);
    }

    /// <summary>Measures two masks, in each of which 0 is background and anything else lesion.</summary>
    /// <param name="detected">Shape [slices, rows, columns] in C order.</param>
    /// <param name="truth">Same shape.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="spacing">Size of a voxel.</param>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is out of range.</exception>
    public static SurfaceDistances Between(ReadOnlySpan<byte> detected, ReadOnlySpan<byte> truth, GridShape shape, GridSpacing spacing)
    {
        shape.Validate(detected.Length);
        shape.Validate(truth.Length);
        spacing.Validate();
        return new TruthSurface(truth, shape, spacing).To(MaskPart.Of(detected, shape));
    }

    /// <summary>Whether the distances are the same.</summary>
    public bool Equals(SurfaceDistances? other) =>
        other is not null && FromDetection.SequenceEqual(other.FromDetection) && FromTruth.SequenceEqual(other.FromTruth);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FromDetection.Length, FromTruth.Length);

    private static double AtPercentile(ImmutableArray<double> ascending) => LinearQuantile.OfSorted(ascending.AsSpan(), Percentile);

    private static int Within(ImmutableArray<double> ascending, double tolerance)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] <= tolerance)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
