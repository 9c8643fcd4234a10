using System.Globalization;
using System.Runtime.InteropServices;
using BrainDae.Imaging.Distances;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Randomness;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Surfaces;
using BrainDae.TestData;

namespace BrainDae.Metrics.Tests;

/// <summary>Distances and lesions beside those worked out with SciPy and scikit-image.</summary>
public sealed class ScientificPythonVolumeTests : IDisposable
{
    private static readonly GridShape Shape = new(17, 29, 41);
    private static readonly GridSpacing Spacing = new(Slice: 2.5, Row: 0.9, Column: 1.3);

    /// <summary>Reads both masks and names the shape and the spacing.</summary>
    private const string Preamble =
        """
        import sys, numpy as np, scipy.ndimage as n
        folder, spacing = sys.argv[1], (2.5, 0.9, 1.3)
        d, t = (np.fromfile(folder + "/" + name, "u1").reshape(17, 29, 41) > 0 for name in ("detected", "truth"))
        surface = lambda mask: mask & ~n.binary_erosion(mask)
        """;

    private readonly TemporaryFolder folder = new();
    private readonly byte[] detected = Blobs(1);
    private readonly byte[] truth = Blobs(2);

    public ScientificPythonVolumeTests()
    {
        File.WriteAllBytes(folder["detected"], detected);
        File.WriteAllBytes(folder["truth"], truth);
    }

    [Fact]
    public void Distances_are_those_of_SciPy()
    {
        Run("""n.distance_transform_edt(~t, sampling=spacing).astype("<f8").tofile(folder + "/distances")""");

        var squared = new double[truth.Length];
        DistanceTransform.Squared(truth, squared, Shape, Spacing);
        var expected = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(folder["distances"]));
        for (var i = 0; i < squared.Length; i++)
        {
            Assert.Equal(expected[i], Math.Sqrt(squared[i]), 1e-12);
        }
    }

    [Fact]
    public void Hausdorff_distance_and_surface_Dice_are_those_worked_out_with_SciPy()
    {
        var expected = Run(
            """
            sd, st = surface(d), surface(t)
            a = n.distance_transform_edt(~st, sampling=spacing)[sd]
            b = n.distance_transform_edt(~sd, sampling=spacing)[st]
            within = lambda tolerance: ((a <= tolerance).sum() + (b <= tolerance).sum()) / (len(a) + len(b))
            print(repr(float(max(np.percentile(a, 95), np.percentile(b, 95)))), repr(float(within(2))), repr(float(within(3.3))))
            """);

        var distances = SurfaceDistances.Between(detected, truth, Shape, Spacing);
        Assert.Equal(expected[0], distances.Hausdorff95, 1e-12);
        Assert.Equal(expected[1], distances.SurfaceDice(), 1e-12);
        Assert.Equal(expected[2], distances.SurfaceDice(3.3), 1e-12);
    }

    [Fact]
    public void The_largest_distance_is_the_Hausdorff_distance_of_scikit_image()
    {
        Assert.SkipWhen(ScientificPython.MissingImage is not null, ScientificPython.MissingImage ?? "");
        var expected = Run("import skimage.metrics\nprint(repr(float(skimage.metrics.hausdorff_distance(surface(d), surface(t)))))");

        var distances = SurfaceDistances.Between(detected, truth, Shape, new(1, 1, 1));

        Assert.Equal(expected[0], Math.Max(distances.FromDetection[^1], distances.FromTruth[^1]), 1e-12);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1.5)]
    [InlineData(50, 3)]
    [InlineData(200, 6)]
    public void Lesions_are_those_worked_out_with_SciPy(double minimumVolume, double reach)
    {
        var expected = Run(
            $"""
            minimum, reach, all = {Text(minimumVolume)} / np.prod(spacing), {Text(reach)}, np.ones((3, 3, 3))
            lesion, lesions = n.label(n.distance_transform_edt(~t, sampling=spacing) <= reach, all)
            part, parts = n.label(d, all)
            volume = [(t & (lesion == i)).sum() for i in range(lesions + 1)]
            reached = [set(np.unique(lesion[part == i])) - {"{0}"} for i in range(parts + 1)]
            counted = [i for i in range(1, parts + 1) if (part == i).sum() >= minimum]
            asked = [i for i in range(1, lesions + 1) if volume[i] >= minimum]
            print(len(asked), len([i for i in asked if any(i in reached[j] for j in counted)]), len([j for j in counted if not reached[j]]))
            """);

        var counts = LesionDetection.Count(detected, truth, Shape, Spacing, new() { MinimumVolume = minimumVolume, Reach = reach });

        Assert.Equal([counts.Lesions, counts.Found, counts.FalsePositives], expected);
        Assert.InRange(counts.Lesions, 1, 1000);
    }

    public void Dispose() => folder.Dispose();

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private double[] Run(string script)
    {
        Assert.SkipWhen(ScientificPython.Missing is not null, ScientificPython.Missing ?? "");
        return [.. ScientificPython.Run(Preamble + "\n" + script, folder.Path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    /// <summary>Balls of several sizes, some of which overlap.</summary>
    private static byte[] Blobs(long seed)
    {
        var (random, mask) = (new RandomStream(seed), new byte[Shape.Count]);
        for (var ball = 0; ball < 9; ball++)
        {
            var (s, r, c, radius) = (random.NextDouble(0, 17), random.NextDouble(0, 29), random.NextDouble(0, 41), random.NextDouble(0.8, 4));
            for (var i = 0; i < mask.Length; i++)
            {
                var (ds, dr, dc) = (i / (29 * 41) - s, i / 41 % 29 - r, i % 41 - c);
                mask[i] |= ds * ds + dr * dr + dc * dc <= radius * radius ? (byte)1 : (byte)0;
            }
        }

        return mask;
    }
}
