using BrainDae.Nifti.Volumes;

namespace BrainDae.TestData;

/// <summary>
/// The 48 ways in which a file can store one and the same image: each stored axis runs along one world axis, forwards
/// or backwards.
/// </summary>
/// <param name="World">For each stored axis, the world axis that it follows.</param>
/// <param name="Backwards">For each stored axis, whether it runs against that axis.</param>
public sealed record Orientation(int[] World, bool[] Backwards)
{
    public static IEnumerable<Orientation> All =>
        from a in Enumerable.Range(0, 3)
        from b in Enumerable.Range(0, 3).Where(b => b != a)
        from signs in Enumerable.Range(0, 8)
        select new Orientation([a, b, 3 - a - b], [(signs & 1) != 0, (signs & 2) != 0, (signs & 4) != 0]);

    public override string ToString() => string.Concat(World.Zip(Backwards, (world, back) => back ? "LPI"[world] : "RAS"[world]));

    /// <summary>The stored grid of a world box of sizes and spacing along x, y and z, whose first voxel lies at an origin.</summary>
    public VolumeGeometry Grid(int[] sizes, double[] spacing, double[] origin)
    {
        var rows = new double[12];
        for (var world = 0; world < 3; world++)
        {
            var axis = Array.IndexOf(World, world);
            rows[4 * world + axis] = Backwards[axis] ? -spacing[world] : spacing[world];
            rows[4 * world + 3] = origin[world] + (Backwards[axis] ? (sizes[world] - 1) * spacing[world] : 0);
        }

        return new()
        {
            Shape = [.. World.Select(world => sizes[world])],
            PixDim = [1, .. World.Select(world => spacing[world]), 1, 1, 1, 1],
            SformCode = 2,
            SformRows = [.. rows],
            XyztUnits = 2,
        };
    }

    /// <summary>Stores an image that is a function of the world voxel (x, y, z).</summary>
    public T[] Store<T>(int[] sizes, Func<int, int, int, T> image)
    {
        var shape = World.Select(world => sizes[world]).ToArray();
        var values = new T[shape[0] * shape[1] * shape[2]];
        var world = new int[3];
        for (var i = 0; i < values.Length; i++)
        {
            int[] stored = [i % shape[0], i / shape[0] % shape[1], i / shape[0] / shape[1]];
            for (var axis = 0; axis < 3; axis++)
            {
                world[World[axis]] = Backwards[axis] ? shape[axis] - 1 - stored[axis] : stored[axis];
            }

            values[i] = image(world[0], world[1], world[2]);
        }

        return values;
    }
}
