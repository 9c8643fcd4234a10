using BrainDae.Imaging.Grids;
using BrainDae.Metrics.Surfaces;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Metrics.Tests;

public class SurfaceDistancesTests
{
    private static readonly GridShape Shape = new(5, 6, 7);
    private static readonly byte[] Nothing = new byte[5 * 6 * 7];

    private static readonly Gen<(byte[] Detected, byte[] Truth, GridSpacing Spacing)> Masks =
        from detected in Gen.Int[0, 9].Select(i => (byte)(i / 9)).Array[5 * 6 * 7]
        from truth in Gen.Int[0, 5].Select(i => (byte)(i / 5)).Array[5 * 6 * 7]
        from spacing in Gen.Select(Gen.Double[0.5, 3], Gen.Double[0.5, 3], Gen.Double[0.5, 3])
        select (detected, truth, new GridSpacing(spacing.Item1, spacing.Item2, spacing.Item3));

    [Fact]
    public void Single_voxels_are_as_far_apart_as_their_centres()
    {
        var distances = SurfaceDistances.Between(Voxel(1, 1, 1), Voxel(2, 1, 3), Shape, new(Slice: 3, Row: 1, Column: 2));

        Assert.Equal(5, distances.Hausdorff95);
        Assert.Equal(0, distances.SurfaceDice(4.99));
        Assert.Equal(1, distances.SurfaceDice(5));
    }

    [Fact]
    public void The_larger_of_the_two_directed_percentiles_counts()
    {
        // From the detection: 0. From the truth, columns 0 to 4 of one row: 0, 1, 2, 3, 4; 95th percentile 3 + 0.8.
        var truth = TestMask.Block(Shape, (2, 2, 0), (1, 1, 5));
        var distances = SurfaceDistances.Between(Voxel(2, 2, 0), truth, Shape, new(1, 1, 1));

        Assert.Equal([0.0], distances.FromDetection);
        Assert.Equal([0.0, 1, 2, 3, 4], distances.FromTruth);
        Assert.Equal(3.8, distances.Hausdorff95, 1e-12);
        Assert.Equal((1 + 3) / 6.0, distances.SurfaceDice());
        Assert.Equal((1 + 1) / 6.0, distances.SurfaceDice(0));
    }

    [Fact]
    public void Equal_masks_have_no_distance()
    {
        var mask = TestMask.Block(Shape, (1, 1, 1), (3, 4, 4));
        var distances = SurfaceDistances.Between(mask, mask, Shape, new(1, 2, 3));

        Assert.Equal(0, distances.Hausdorff95);
        Assert.Equal(1, distances.SurfaceDice(0));
    }

    [Fact]
    public void An_empty_mask_has_no_distance_but_shares_no_surface()
    {
        foreach (var distances in new[]
        {
            SurfaceDistances.Between(Nothing, Voxel(1, 2, 3), Shape, new(1, 1, 1)),
            SurfaceDistances.Between(Voxel(1, 2, 3), Nothing, Shape, new(1, 1, 1)),
        })
        {
            Assert.True(double.IsNaN(distances.Hausdorff95));
            Assert.Equal(0, distances.SurfaceDice(1000));
        }

        var neither = SurfaceDistances.Between(Nothing, Nothing, Shape, new(1, 1, 1));
        Assert.True(double.IsNaN(neither.Hausdorff95));
        Assert.True(double.IsNaN(neither.SurfaceDice()));
    }

    [Fact]
    public void Distances_are_those_to_the_nearest_of_all_surface_voxels() => Masks.Sample((detected, truth, spacing) =>
    {
        var distances = SurfaceDistances.Between(detected, truth, Shape, spacing);
        return Same(distances.FromDetection, Nearest(Surface(detected), Surface(truth), spacing))
            && Same(distances.FromTruth, Nearest(Surface(truth), Surface(detected), spacing));

        static bool Same(IReadOnlyList<double> actual, double[] expected) =>
            actual.Count == expected.Length && actual.Zip(expected).All(d => d.First == d.Second || Math.Abs(d.First - d.Second) < 1e-9);
    });

    [Fact]
    public void Empty_space_around_the_masks_changes_nothing() => Masks.Sample((detected, truth, spacing) =>
    {
        var larger = new GridShape(9, 8, 13);
        return SurfaceDistances.Between(detected, truth, Shape, spacing).Equals(
            SurfaceDistances.Between(Padded(detected, larger), Padded(truth, larger), larger, spacing));
    });

    internal static byte[] Padded(byte[] mask, GridShape larger)
    {
        var padded = new byte[larger.Count];
        for (var i = 0; i < mask.Length; i++)
        {
            padded[((i / 42 + 3) * larger.Rows + i / 7 % 6 + 1) * larger.Columns + i % 7 + 4] = mask[i];
        }

        return padded;
    }

    private static byte[] Voxel(int slice, int row, int column) => TestMask.Block(Shape, (slice, row, column), (1, 1, 1));

    private static (int S, int R, int C)[] Surface(byte[] mask)
    {
        return [.. from s in Enumerable.Range(0, 5) from r in Enumerable.Range(0, 6) from c in Enumerable.Range(0, 7)
                   where Is(s, r, c) && !(Is(s - 1, r, c) && Is(s + 1, r, c) && Is(s, r - 1, c) && Is(s, r + 1, c) && Is(s, r, c - 1) && Is(s, r, c + 1))
                   select (s, r, c)];

        bool Is(int s, int r, int c) => s is >= 0 and < 5 && r is >= 0 and < 6 && c is >= 0 and < 7 && mask[(s * 6 + r) * 7 + c] != 0;
    }

    private static double[] Nearest((int S, int R, int C)[] from, (int S, int R, int C)[] to, GridSpacing spacing) =>
        [.. from.Select(a => to.Select(b => Math.Sqrt(
            Math.Pow((a.S - b.S) * spacing.Slice, 2) + Math.Pow((a.R - b.R) * spacing.Row, 2) + Math.Pow((a.C - b.C) * spacing.Column, 2)))
            .DefaultIfEmpty(double.PositiveInfinity).Min()).Order()];
}
