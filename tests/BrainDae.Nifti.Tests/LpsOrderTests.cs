using System.Collections.Immutable;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Nifti.Tests;

public sealed class LpsOrderTests
{
    private static readonly int[] Sizes = [7, 5, 3];
    private static readonly double[] Spacing = [1, 2, 3];

    [Fact]
    public void The_same_image_in_48_orientations_is_one_image_in_LPS_order()
    {
        var expected = Values(new Orientation([0, 1, 2], [true, true, false]));
        Assert.All(Orientation.All, orientation =>
        {
            var stored = Stored(orientation, Image);
            var order = LpsOrder.Of(stored.Geometry);
            var lps = order.ToLps(stored);
            Assert.Equal(LpsOrder.Code, AxisCodes.Of(lps.Geometry.Affine));
            Assert.Equal(expected, lps.Stored<short>().ToArray());
            Assert.Equal([7, 5, 3], lps.Shape);
            Assert.Equal((1, 2, 3), lps.Geometry.Spacing);
            Assert.Equal(orientation.ToString() == LpsOrder.Code, order.IsIdentity);
        });
    }

    [Fact]
    public void The_way_back_gives_voxels_and_header_as_they_were() => Assert.All(Orientation.All, orientation =>
    {
        foreach (var stored in (Volume[])[Stored(orientation, Image), Stored(orientation, (x, y, z) => (byte)Image(x, y, z)), Stored(orientation, (x, y, z) => Image(x, y, z) / 7f), Stored(orientation, (x, y, z) => Image(x, y, z) / 7.0)])
        {
            var order = LpsOrder.Of(stored.Geometry);
            var back = order.ToStored(order.ToLps(stored));
            Assert.Equal(stored.Geometry, back.Geometry);
            Assert.True(stored.Bytes.SequenceEqual(back.Bytes));
        }
    });

    [Fact]
    public void Each_voxel_keeps_its_place_in_the_world() => Assert.All(Orientation.All, orientation =>
    {
        var stored = Oblique(orientation.Grid(Sizes, Spacing, [-4, 5, 6]));
        var order = LpsOrder.Of(stored);
        for (var i = 0; i < 8; i++)
        {
            var (x, y, z) = ((i & 1) * 6.0, (i >> 1 & 1) * 4.0, (i >> 2) * 2.0);
            var own = order.ToStored(x, y, z);
            for (var row = 0; row < 3; row++)
            {
                Assert.Equal(World(stored.Affine, row, own), World(order.Geometry.Affine, row, (x, y, z)), 1e-9);
            }
        }
    });

    [Theory]
    [InlineData(1, 1e-3)]
    [InlineData(3, 1e3)]
    public void A_file_in_another_unit_keeps_its_millimetres(byte unit, double perMillimetre)
    {
        var rows = new Orientation([2, 0, 1], [false, true, false]).Grid(Sizes, Spacing, [-4, 5, 6]).SformRows.Select(v => v * perMillimetre);
        var order = LpsOrder.Of(VolumeGeometry.Unit(3, 7, 5) with { XyztUnits = unit, SformRows = [.. rows] });
        var (x, y, z) = order.Geometry.Spacing;
        Assert.Equal([1, 2, 3], [Math.Round(x, 9), Math.Round(y, 9), Math.Round(z, 9)]);
    }

    [Fact]
    public void A_grid_without_a_volume_and_a_volume_of_another_grid_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LpsOrder.Of(VolumeGeometry.Unit(3, 4)));
        Assert.Throws<ArgumentException>(() => LpsOrder.Of(VolumeGeometry.Unit(3, 4, 5, 2)));
        Assert.Throws<ArgumentException>(() => LpsOrder.Of(VolumeGeometry.Unit(3, 4, 5) with { SformRows = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0] }));
        var order = LpsOrder.Of(VolumeGeometry.Unit(3, 4, 5));
        Assert.Throws<ArgumentException>(() => order.ToLps(Volume.Create<byte>(VolumeGeometry.Unit(4, 3, 5), new byte[60])));
    }

    private static short Image(int x, int y, int z) => (short)(x + 10 * y + 100 * z);

    private static Volume Stored<T>(Orientation orientation, Func<int, int, int, T> image)
        where T : unmanaged, System.Numerics.INumber<T> =>
        Volume.Create<T>(orientation.Grid(Sizes, Spacing, [-4, 5, 6]), orientation.Store(Sizes, image));

    private static short[] Values(Orientation orientation) => orientation.Store(Sizes, Image);

    private static VolumeGeometry Oblique(VolumeGeometry plain) =>
        plain with { SformRows = [.. plain.SformRows.Select((v, i) => v + 0.2 * Math.Sin(i + 1))] };

    private static double World(ImmutableArray<double> affine, int row, (double X, double Y, double Z) point) =>
        affine[4 * row] * point.X + affine[4 * row + 1] * point.Y + affine[4 * row + 2] * point.Z + affine[4 * row + 3];
}
