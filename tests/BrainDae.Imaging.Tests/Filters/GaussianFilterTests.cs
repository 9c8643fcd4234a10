using System.Globalization;
using System.Runtime.InteropServices;
using BrainDae.Imaging.Filters;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Randomness;
using BrainDae.TestData;

namespace BrainDae.Imaging.Tests.Filters;

public sealed class GaussianFilterTests
{
    [Fact]
    public void Impulse_spreads_as_far_in_millimetres_along_every_axis()
    {
        var shape = new GridShape(41, 21, 31);
        var volume = new float[shape.Count];
        volume[20 * 651 + 10 * 31 + 15] = 1;

        GaussianFilter.Apply(volume, shape, new(1, 2, 1.5), 3);

        // Six millimetres away: 6 slices, 3 rows or 4 columns.
        Assert.Equal(1, volume.Sum(), 1e-4);
        var (along, across, sideways) = (volume[26 * 651 + 10 * 31 + 15], volume[20 * 651 + 13 * 31 + 15], volume[20 * 651 + 10 * 31 + 19]);
        Assert.Equal(Math.Exp(-2), along / volume[20 * 651 + 10 * 31 + 15], 1e-4);
        Assert.Equal(along, across, 1e-6);
        Assert.Equal(along, sideways, 1e-6);
    }

    [Fact]
    public void Constant_volume_stays_and_width_0_changes_nothing()
    {
        var constant = Enumerable.Repeat(2.5f, 3 * 4 * 5).ToArray();
        GaussianFilter.Apply(constant, new(3, 4, 5), new(1, 1, 1), 7);
        Assert.All(constant, value => Assert.Equal(2.5f, value, 1e-5f));

        float[] ramp = [1, 2, 3, 4, 5, 6, 7, 8];
        GaussianFilter.Apply(ramp, new(2, 2, 2), new(1, 1, 1), 0);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], ramp);
    }

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => GaussianFilter.Apply(new float[7], new(2, 2, 2), new(1, 1, 1), 1));
        Assert.Throws<ArgumentException>(() => GaussianFilter.Apply(new float[8], new(2, 2, 2), new(1, 0, 1), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianFilter.Apply(new float[8], new(2, 2, 2), new(1, 1, 1), double.NaN));
    }

    [Theory]
    [InlineData(1, 1, 1, 1.5)]
    [InlineData(1, 1.875, 1.875, 3)]
    [InlineData(5, 0.9, 0.9, 2)]
    [InlineData(0.5, 0.25, 1, 8)]
    public void Volume_is_smoothed_as_by_SciPy(double slice, double row, double column, double deviation)
    {
        Assert.SkipWhen(ScientificPython.Missing is not null, ScientificPython.Missing ?? "");
        using var folder = new TemporaryFolder();
        var random = new RandomStream(5);
        float[] volume = [.. Enumerable.Range(0, 12 * 17 * 23).Select(_ => (float)random.NextNormal())];
        File.WriteAllBytes(folder["volume"], MemoryMarshal.AsBytes<float>(volume));
        ScientificPython.Run(
            """
            import sys, numpy as np, scipy.ndimage as n
            v = np.fromfile(sys.argv[1] + "/volume", "<f4").reshape(12, 17, 23).astype("f8")
            n.gaussian_filter(v, [float(s) for s in sys.argv[2:]]).tofile(sys.argv[1] + "/smooth")
            """,
            folder.Path,
            Text(deviation / slice),
            Text(deviation / row),
            Text(deviation / column));

        GaussianFilter.Apply(volume, new(12, 17, 23), new(slice, row, column), deviation);

        var expected = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(folder["smooth"]));
        for (var i = 0; i < volume.Length; i++)
        {
            Assert.Equal(expected[i], volume[i], 2e-6);
        }

        static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}
