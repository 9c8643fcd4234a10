using System.Globalization;
using System.Runtime.InteropServices;
using BrainDae.Imaging.Components;
using BrainDae.Imaging.Filters;
using BrainDae.Metrics.Pixels;
using BrainDae.TestData;

namespace BrainDae.Metrics.Tests;

public class ScientificPythonTests
{
    private const int Seed = 20;

    [Fact]
    public void Average_precision_and_AUROC_are_those_of_scikit_learn()
    {
        Assert.SkipWhen(ScientificPython.Missing is not null, ScientificPython.Missing ?? "");
        using var folder = new TemporaryFolder();
        var labels = Mask(5000);
        var scores = Noise(5000).Zip(labels, (s, l) => (float)(Half)(s * s * (1 + l))).ToArray();
        File.WriteAllBytes(folder["scores"], MemoryMarshal.AsBytes<float>(scores));
        File.WriteAllBytes(folder["labels"], labels);

        var printed = ScientificPython.Run(
            """
            import sys, numpy as np, sklearn.metrics as m
            s, y = np.fromfile(sys.argv[1] + "/scores", "<f4"), np.fromfile(sys.argv[1] + "/labels", "u1")
            print(repr(float(m.average_precision_score(y, s))), repr(float(m.roc_auc_score(y, s))))
            """,
            folder.Path).Split();

        var distribution = PixelMetricsTests.Of(scores, labels);
        Assert.Equal(double.Parse(printed[0], CultureInfo.InvariantCulture), AveragePrecision.Of(distribution), 1e-13);
        Assert.Equal(double.Parse(printed[1], CultureInfo.InvariantCulture), Auroc.Of(distribution), 1e-13);
    }

    [Theory]
    [InlineData(Connectivity.Six, 1)]
    [InlineData(Connectivity.Eighteen, 2)]
    [InlineData(Connectivity.TwentySix, 3)]
    public void Component_labels_are_those_of_SciPy(Connectivity connectivity, int rank)
    {
        Assert.SkipWhen(ScientificPython.Missing is not null, ScientificPython.Missing ?? "");
        using var folder = new TemporaryFolder();
        var mask = Mask(20 * 30 * 40);
        File.WriteAllBytes(folder["mask"], mask);

        ScientificPython.Run(
            """
            import sys, numpy as np, scipy.ndimage as n
            mask = np.fromfile(sys.argv[1] + "/mask", "u1").reshape(20, 30, 40)
            n.label(mask, n.generate_binary_structure(3, int(sys.argv[2])))[0].astype("<i4").tofile(sys.argv[1] + "/labels")
            """,
            folder.Path, rank.ToString(CultureInfo.InvariantCulture));

        var expected = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(folder["labels"]));
        Assert.Equal(expected, ConnectedComponents.Label(mask, new(20, 30, 40), connectivity).Labels.Span);
    }

    [Fact]
    public void Medians_are_those_of_SciPy()
    {
        Assert.SkipWhen(ScientificPython.Missing is not null, ScientificPython.Missing ?? "");
        using var folder = new TemporaryFolder();
        var pixels = Noise(61 * 47);
        File.WriteAllBytes(folder["pixels"], MemoryMarshal.AsBytes<float>(pixels));

        // SciPy calls the reflection that does not repeat the edge "mirror".
        ScientificPython.Run(
            """
            import sys, numpy as np, scipy.ndimage as n
            n.median_filter(np.fromfile(sys.argv[1] + "/pixels", "<f4").reshape(61, 47), 5, mode="mirror").tofile(sys.argv[1] + "/medians")
            """,
            folder.Path);

        var medians = new float[pixels.Length];
        MedianFilter.Apply(pixels, medians, 61, 47);
        Assert.Equal(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder["medians"])), medians);
    }

    private static float[] Noise(int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    private static byte[] Mask(int count)
    {
        var random = new Random(Seed + 1);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(6) == 0 ? (byte)1 : (byte)0)];
    }
}
