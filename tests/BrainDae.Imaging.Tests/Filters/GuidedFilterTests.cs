using BrainDae.Imaging.Filters;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Imaging.Tests.Filters;

public sealed class GuidedFilterTests
{
    [Theory]
    [InlineData(1, 1, 1, 2, 1e-3)]
    [InlineData(1, 1.875, 1.875, 8, 1e-3)]
    [InlineData(3, 0.9, 1.2, 4, 0.5)]
    [InlineData(1, 1, 1, 0, 1e-2)]
    [InlineData(1, 1, 1, 100, 1e-2)]
    public void Volume_is_smoothed_as_the_definition_says(double slice, double row, double column, double reach, double regularization)
    {
        var (shape, spacing) = (new GridShape(7, 11, 13), new GridSpacing(slice, row, column));
        var random = new RandomStream(3);
        float[] guide = [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (float)(0.5 + 0.2 * random.NextNormal()))];
        float[] values = [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (float)(3 * random.NextNormal()))];
        byte[] mask = [.. Enumerable.Range(0, (int)shape.Count).Select(_ => random.NextDouble() < 0.7 ? (byte)1 : (byte)0)];
        var expected = Slowly(values, guide, mask, shape, spacing, reach, regularization);

        new GuidedFilter(guide, mask, shape, spacing, reach, regularization).Apply(values);

        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(expected[i], values[i], 2e-4);
        }
    }

    [Fact]
    public void Edge_of_the_guide_stays_and_noise_goes()
    {
        var shape = new GridShape(9, 16, 16);
        var random = new RandomStream(4);
        var (guide, values, mask) = (new float[shape.Count], new float[shape.Count], Enumerable.Repeat((byte)1, (int)shape.Count).ToArray());
        for (var i = 0; i < guide.Length; i++)
        {
            guide[i] = i % 16 < 8 ? 0.4f : 0.8f;
            values[i] = (i % 16 < 8 ? 0f : 1f) + 0.2f * (float)random.NextNormal();
        }

        new GuidedFilter(guide, mask, shape, new(1, 1, 1), 4, 1e-4).Apply(values);

        // The two sides of the edge at the middle of the volume, a voxel apart.
        var middle = 4 * 256 + 8 * 16;
        Assert.Equal(0, values[middle + 7], 0.05);
        Assert.Equal(1, values[middle + 8], 0.05);
    }

    [Fact]
    public void Constant_stays_within_the_mask_and_is_0_outside()
    {
        var shape = new GridShape(3, 5, 9);
        byte[] mask = [.. Enumerable.Range(0, (int)shape.Count).Select(i => (byte)(i % 9 > 2 ? 1 : 0))];
        float[] guide = [.. Enumerable.Range(0, (int)shape.Count).Select(i => i * 0.01f)];
        var values = Enumerable.Repeat(2.5f, (int)shape.Count).ToArray();

        new GuidedFilter(guide, mask, shape, new(1, 1, 1), 3, 1e-3).Apply(values);

        Assert.All(values.Index(), voxel => Assert.Equal(mask[voxel.Index] * 2.5, voxel.Item, 1e-4));
    }

    [Fact]
    public void Empty_mask_gives_zeros()
    {
        var values = Enumerable.Repeat(2f, 8).ToArray();
        new GuidedFilter(new float[8], new byte[8], new(2, 2, 2), new(1, 1, 1), 3, 1e-3).Apply(values);
        Assert.All(values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Make(guide: 7));
        Assert.Throws<ArgumentException>(() => Make(mask: 9));
        Assert.Throws<ArgumentException>(() => Make(row: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(reach: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(reach: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(regularization: 0));
        Assert.Throws<ArgumentException>(() => Make().Apply(new float[7]));

        static GuidedFilter Make(int guide = 8, int mask = 8, double row = 1, double reach = 1, double regularization = 1) =>
            new(new float[guide], new byte[mask], new(2, 2, 2), new(1, row, 1), reach, regularization);
    }

    /// <summary>The definition, in double precision, a box at a time.</summary>
    private static double[] Slowly(float[] values, float[] guide, byte[] mask, GridShape shape, GridSpacing spacing, double millimetres, double regularization)
    {
        var reach = (Slice: (int)Math.Round(millimetres / spacing.Slice), Row: (int)Math.Round(millimetres / spacing.Row), Column: (int)Math.Round(millimetres / spacing.Column));
        var (slopes, offsets) = (new double[values.Length], new double[values.Length]);
        foreach (var center in Inside())
        {
            var box = Box(center);
            var (meanGuide, meanValue) = (box.Average(i => guide[i]), box.Average(i => values[i]));
            var variance = box.Average(i => (guide[i] - meanGuide) * (guide[i] - meanGuide));
            slopes[center] = box.Average(i => (guide[i] - meanGuide) * (values[i] - meanValue)) / (variance + regularization);
            offsets[center] = meanValue - slopes[center] * meanGuide;
        }

        var smooth = new double[values.Length];
        foreach (var center in Inside())
        {
            var box = Box(center);
            smooth[center] = box.Average(i => slopes[i]) * guide[center] + box.Average(i => offsets[i]);
        }

        return smooth;

        IEnumerable<int> Inside() => Enumerable.Range(0, mask.Length).Where(i => mask[i] != 0);

        int[] Box(int center)
        {
            var (slice, row, column) = (center / (shape.Rows * shape.Columns), center / shape.Columns % shape.Rows, center % shape.Columns);
            return [.. Inside().Where(i => Math.Abs(i / (shape.Rows * shape.Columns) - slice) <= reach.Slice && Math.Abs(i / shape.Columns % shape.Rows - row) <= reach.Row && Math.Abs(i % shape.Columns - column) <= reach.Column)];
        }
    }
}
