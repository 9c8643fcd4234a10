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

    private static readonly ImmutableArray<ImmutableArray<int>> Permutations =
        [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    /// <summary>The codes of the first three axes; an oblique axis counts for the world axis that it runs along most, no two for the same.</summary>
    /// <param name="affine">Voxel index to world millimetres, 4x4 row-major, x to the right, y to the front, z to the head.</param>
    /// <returns>Three letters, or three question marks where an axis has no direction.</returns>
    public static string Of(ImmutableArray<double> affine)
    {
        double[] lengths = [.. Enumerable.Range(0, 3).Select(axis => Math.Sqrt(Enumerable.Range(0, 3).Sum(world => affine[4 * world + axis] * affine[4 * world + axis])))];
        if (!lengths.All(length => length > 0 && double.IsFinite(length)))
        {
            return "???";
        }

        double Along(int axis, int world) => affine[4 * world + axis] / lengths[axis];
        var best = Permutations.MaxBy(worlds => worlds.Select((world, axis) => Math.Abs(Along(axis, world))).Sum());
        return string.Concat(best.Select((world, axis) => (Along(axis, world) > 0 ? Positive : Negative)[world]));
    }
}
