using BrainDae.Imaging.Distances;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using CsCheck;

namespace BrainDae.Imaging.Tests.Distances;

public class DistanceTransformTests
{
    private static readonly Gen<(byte[] Marked, GridShape Shape, GridSpacing Spacing)> Volumes =
        from slices in Gen.Int[1, 7]
        from rows in Gen.Int[1, 23]
        from columns in Gen.Int[1, 19]
        from rarity in Gen.Int[1, 60]
        from marked in Gen.Int[0, rarity].Select(i => i == 0 ? (byte)1 : (byte)0).Array[slices * rows * columns]
        from spacing in Gen.Select(Gen.Double[0.3, 5], Gen.Double[0.3, 5], Gen.Double[0.3, 5])
        select (marked, new GridShape(slices, rows, columns), new GridSpacing(spacing.Item1, spacing.Item2, spacing.Item3));

    [Fact]
    public void Every_distance_is_the_least_over_all_marked_voxels() => Volumes.Sample((marked, shape, spacing) =>
    {
        var squared = Squared(marked, shape, spacing);
        var features = Enumerable.Range(0, marked.Length).Where(i => marked[i] != 0).ToArray();
        return Enumerable.Range(0, marked.Length).All(i =>
        {
            var least = features.Select(j => Between(i, j, shape, spacing)).DefaultIfEmpty(double.PositiveInfinity).Min();
            return squared[i] == least || Math.Abs(squared[i] - least) <= 1e-12 * least;
        });
    });

    [Fact]
    public void Distances_of_a_block_are_those_in_the_whole_volume() => Gen.Select(Volumes, Gen.Int[0, 1 << 20]).Sample((volume, choice) =>
    {
        var (marked, shape, spacing) = volume;
        var random = new Random(choice);
        var ((slice, slices), (row, rows), (column, columns)) = (Part(shape.Slices), Part(shape.Rows), Part(shape.Columns));
        var block = new MaskBox((slice, row, column), new(slices, rows, columns));
        var whole = Squared(marked, shape, spacing);
        var part = new double[block.Shape.Count];

        DistanceTransform.Squared(marked, part, shape, spacing, block);

        return Enumerable.Range(0, slices * rows).All(r => part.AsSpan(r * columns, columns).SequenceEqual(whole.AsSpan(MaskBox.Whole(shape).IndexOf(block.RowStart(r)), columns)));

        (int First, int Count) Part(int length)
        {
            var first = random.Next(length);
            return (first, 1 + random.Next(length - first));
        }
    });

    [Fact]
    public void Each_axis_has_its_own_spacing()
    {
        var marked = new byte[2 * 3 * 4];
        marked[0] = 255;

        var squared = Squared(marked, new(2, 3, 4), new(Slice: 5, Row: 3, Column: 0.5));

        Assert.Equal([0, 0.25, 1, 2.25, 9, 9.25], squared[..6]);
        Assert.Equal(25 + 36 + 2.25, squared[^1]);
    }

    [Fact]
    public void Nothing_marked_is_infinitely_far() =>
        Assert.All(Squared(new byte[24], new(2, 3, 4), new(1, 1, 1)), distance => Assert.Equal(double.PositiveInfinity, distance));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, double.NaN)]
    [InlineData(double.PositiveInfinity, 1, 1)]
    public void A_spacing_that_is_none_is_refused(double slice, double row, double column) =>
        Assert.Throws<ArgumentException>(() => Squared(new byte[24], new(2, 3, 4), new(slice, row, column)));

    [Fact]
    public void Spans_of_another_size_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DistanceTransform.Squared(new byte[23], new double[24], new(2, 3, 4), new(1, 1, 1)));
        Assert.Throws<ArgumentException>(() => DistanceTransform.Squared(new byte[24], new double[25], new(2, 3, 4), new(1, 1, 1)));
    }

    private static double[] Squared(byte[] marked, GridShape shape, GridSpacing spacing)
    {
        var squared = new double[marked.Length];
        DistanceTransform.Squared(marked, squared, shape, spacing);
        return squared;
    }

    private static double Between(int i, int j, GridShape shape, GridSpacing spacing)
    {
        var plane = shape.Rows * shape.Columns;
        var slice = (i / plane - j / plane) * spacing.Slice;
        var row = (i % plane / shape.Columns - j % plane / shape.Columns) * spacing.Row;
        var column = (i % shape.Columns - j % shape.Columns) * spacing.Column;
        return slice * slice + row * row + column * column;
    }
}
