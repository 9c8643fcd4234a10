using System.Collections.Immutable;

namespace BrainDae.Nifti.Volumes;

/// <summary>
/// Which way the axes of a volume run, as three letters: R or L (towards the patient's right or left), A or P (front or
/// back), S or I (head or feet). A volume LPS is the other way round along its first axis than one RPS.
/// </summary>
public static class AxisCodes
{
    private const string Positive = "RAS";
    private const string Negative = "LPI";

    /// <summary>The codes of the first three axes; an oblique axis counts for the world axis that it runs along most, no two for the same.</summary>
    /// <param name="affine">Voxel index to world millimetres, 4x4 row-major, x to the right, y to the front, z to the head.</param>
    /// <returns>Three letters, or three question marks where an axis has no direction.</returns>
    public static string Of(ImmutableArray<double> affine) => AxisDirections.Find(affine) is { } axes
        ? string.Concat(axes.Select(axis => (axis.Forwards ? Positive : Negative)[axis.World]))
        : "???";
}
