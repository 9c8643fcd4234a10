using System.Collections.Immutable;

namespace BrainDae.Nifti.Volumes;

/// <summary>Assigns each axis of a grid to the world axis that it runs along most.</summary>
internal static class AxisDirections
{
    private static readonly ImmutableArray<ImmutableArray<int>> Permutations =
        [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    /// <summary>For each of the three axes, its world axis (0 left to right, 1 back to front, 2 feet to head) and whether it runs that way or against it.</summary>
    /// <param name="affine">Voxel index to world millimetres, 4x4 row-major.</param>
    /// <returns>Null where an axis has no direction.</returns>
    public static ImmutableArray<(int World, bool Forwards)>? Find(ImmutableArray<double> affine)
    {
        double[] lengths = [.. Enumerable.Range(0, 3).Select(axis => Math.Sqrt(Enumerable.Range(0, 3).Sum(world => affine[4 * world + axis] * affine[4 * world + axis])))];
        if (!lengths.All(length => length > 0 && double.IsFinite(length)))
        {
            return null;
        }

        double Along(int axis, int world) => affine[4 * world + axis] / lengths[axis];
        var best = Permutations.MaxBy(worlds => worlds.Select((world, axis) => Math.Abs(Along(axis, world))).Sum());
        return [.. best.Select((world, axis) => (world, Along(axis, world) > 0))];
    }
}
