using BrainDae.Imaging.Distances;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Randomness;
using BrainDae.Imaging.Statistics;

namespace BrainDae.Experiments.Plausibility;

/// <summary>Ways in which scans are wrong, each drawn at random.</summary>
internal static class Spoiling
{
    /// <summary>All by name.</summary>
    public static (string Name, Func<Scan, RandomStream, Scan> Spoil)[] All { get; } =
    [
        ("skull ring", SkullRing),
        ("inverted", (scan, random) => Inverted(scan, Which(scan, random))),
        ("clipped above", (scan, random) => Clipped(scan, Which(scan, random), random.NextDouble(0.5, 0.95), isAbove: true)),
        ("clipped below", (scan, random) => Clipped(scan, Which(scan, random), random.NextDouble(0.05, 0.5), isAbove: false)),
        ("cropped", Cropped),
        ("noise", Noise),
        ("one voxel of 3e38", OneVoxel),
    ];

    /// <summary>One modality, or all.</summary>
    private static Func<int, bool> Which(Scan scan, RandomStream random)
    {
        var chosen = random.NextInt(scan.Values.Length + 1);
        return modality => chosen == scan.Values.Length || modality == chosen;
    }

    /// <summary>4 to 12 mm thick, at the brain or up to 6 mm away from it, of 0.3 to 1.2 times a bright intensity and a fifth of it as noise.</summary>
    private static Scan SkullRing(Scan scan, RandomStream random)
    {
        var mask = scan.Foreground();
        var squared = new double[mask.Length];
        var (x, y, z) = scan.Geometry.Spacing;
        DistanceTransform.Squared(mask, squared, scan.Shape, new GridSpacing(z, y, x));
        var gap = random.NextInt(2) == 0 ? 0 : random.NextDouble(1, 6);
        var thickness = random.NextDouble(4, 12);
        return scan.Each((values, _) =>
        {
            var level = random.NextDouble(0.3, 1.2) * Quantile(values, mask, 0.99);
            return Changed(values, (value, i) => Math.Sqrt(squared[i]) is var distance && distance > gap && distance <= gap + thickness
                ? Math.Abs(level * (1 + 0.2 * random.NextNormal())) : value);
        });
    }

    private static Scan Inverted(Scan scan, Func<int, bool> which)
    {
        var mask = scan.Foreground();
        return scan.Each((values, modality) => !which(modality) ? values : values.Max() is var greatest ? Changed(values, (value, i) => mask[i] != 0 ? greatest - value : 0) : values);
    }

    private static Scan Clipped(Scan scan, Func<int, bool> which, double quantile, bool isAbove)
    {
        var mask = scan.Foreground();
        return scan.Each((values, modality) => !which(modality) ? values
            : Quantile(values, mask, quantile) is var limit ? Changed(values, (value, i) => mask[i] == 0 ? 0 : isAbove ? Math.Min(value, limit) : Math.Max(value, limit)) : values);
    }

    /// <summary>A sixth to a half of the brain's extent along one axis is cut off.</summary>
    private static Scan Cropped(Scan scan, RandomStream random)
    {
        int[] shape = [.. scan.Geometry.Shape.AsSpan(0, 3)];
        var mask = scan.Foreground();
        var axis = random.NextInt(3);
        var stride = shape[..axis].Aggregate(1, (product, length) => product * length);
        int[] positions = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i] != 0).Select(i => i / stride % shape[axis])];
        var (least, greatest) = (positions.Min(), positions.Max());
        var off = (int)((greatest - least) * random.NextDouble(1.0 / 6, 0.5));
        var (first, length) = (new int[3], (int[])shape.Clone());
        if (random.NextInt(2) == 0)
        {
            first[axis] = least + off;
            length[axis] = shape[axis] - first[axis];
        }
        else
        {
            length[axis] = greatest - off;
        }

        return scan.Cut(first, length);
    }

    /// <summary>In the whole field of view, or in the brain.</summary>
    private static Scan Noise(Scan scan, RandomStream random)
    {
        var mask = scan.Foreground();
        var everywhere = random.NextInt(2) == 0;
        return scan.Each((values, _) => Changed(values, (_, i) => everywhere || mask[i] != 0 ? 1000 * Math.Abs(random.NextNormal()) : 0));
    }

    private static Scan OneVoxel(Scan scan, RandomStream random)
    {
        var mask = scan.Foreground();
        int[] brain = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i] != 0)];
        var (voxel, chosen) = (brain[random.NextInt(brain.Length)], random.NextInt(scan.Values.Length));
        return scan.Each((values, modality) => modality != chosen ? values : Changed(values, (value, i) => i == voxel ? 3e38 : value));
    }

    private static float[] Changed(float[] values, Func<double, int, double> change) => [.. values.Select((value, i) => (float)change(value, i))];

    private static double Quantile(float[] values, byte[] mask, double quantile) =>
        LinearQuantile.OfSorted([.. values.Where((_, i) => mask[i] != 0).Select(value => (double)value).Order()], quantile);
}
