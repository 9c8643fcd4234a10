using BrainDae.Nifti.Volumes;

namespace BrainDae.Nifti.Tests;

/// <summary>Spacing, voxel volume and places follow from one affine in millimetres, whatever else the header says.</summary>
public sealed class GridMeasureTests
{
    /// <summary>2 x 3 x 5 mm by sform, qform and pixdim alike.</summary>
    private static readonly VolumeGeometry Grid = VolumeGeometry.Unit(4, 3, 2) with
    {
        PixDim = [1, 2, 3, 5, 1, 1, 1, 1],
        SformRows = [2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 5, 30],
        QuaternionOffset = [10, 20, 30],
    };

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 0)]
    public void Sform_qform_and_pixdim_measure_alike(short sform, short qform) =>
        Measures(Grid with { SformCode = sform, QformCode = qform }, (2, 3, 5), 30);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-7)]
    public void A_pixdim_that_the_affine_does_not_use_means_nothing(double edge) =>
        Measures(Grid with { PixDim = [edge, edge, edge, edge, edge, edge, edge, edge] }, (2, 3, 5), 30);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1000)]
    [InlineData(2, 1)]
    [InlineData(3, 0.001)]
    [InlineData(1 + 8, 1000)]
    [InlineData(7, 1)]
    public void The_unit_of_length_is_honoured_by_every_transform(byte units, double millimetres)
    {
        foreach (var (sform, qform) in ((short, short)[])[(1, 0), (0, 1), (0, 0)])
        {
            var grid = Grid with { SformCode = sform, QformCode = qform, XyztUnits = units };
            Measures(grid, (2 * millimetres, 3 * millimetres, 5 * millimetres), 30 * Math.Pow(millimetres, 3));
            Assert.Equal(1, grid.Affine[15]);
            if ((sform, qform) != (0, 0))
            {
                Assert.Equal((10 * millimetres, 20 * millimetres, 30 * millimetres), (grid.Affine[3], grid.Affine[7], grid.Affine[11]));
            }
        }
    }

    [Fact]
    public void A_grid_written_in_metres_measures_what_it_is() => Measures(
        Grid with { SformRows = [0.001, 0, 0, 0, 0, 0.001, 0, 0, 0, 0, 0.001, 0], PixDim = [1, 0.001, 0.001, 0.001, 1, 1, 1, 1], XyztUnits = 1 },
        (1, 1, 1),
        1);

    [Fact]
    public void A_turned_grid_keeps_its_measures()
    {
        var (cos, sin) = (Math.Cos(0.4), Math.Sin(0.4));
        Measures(Grid with { SformRows = [2 * cos, -3 * sin, 0, 1, 2 * sin, 3 * cos, 0, 2, 0, 0, -5, 3] }, (2, 3, 5), 30);
    }

    [Fact]
    public void A_sheared_voxel_has_the_volume_of_its_determinant() =>
        Measures(Grid with { SformRows = [2, 3, 0, 0, 0, 4, 0, 0, 0, 0, 5, 0] }, (2, 5, 5), 40);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void A_number_without_a_place_is_a_fault_where_it_is_used(double number)
    {
        Assert.Contains("not finite", (Grid with { SformRows = Grid.SformRows.SetItem(0, number) }).Fault, StringComparison.Ordinal);
        Assert.Contains("not finite", (Grid with { SformCode = 0, PixDim = [1, number, number, 5, 1, 1, 1, 1] }).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_origin_that_is_no_number_is_a_fault() =>
        Assert.NotNull((Grid with { SformCode = 0, QformCode = 1, QuaternionOffset = [0, double.NaN, 0] }).Fault);

    [Fact]
    public void Axes_that_span_no_volume_are_a_fault()
    {
        Assert.Contains("no volume", (Grid with { SformRows = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }).Fault, StringComparison.Ordinal);
        Assert.Contains("no volume", (Grid with { SformRows = [2, 2, 0, 0, 1, 1, 0, 0, 0, 0, 5, 0] }).Fault, StringComparison.Ordinal);
        Assert.Contains("no volume", (Grid with { SformRows = [1e-200, 0, 0, 0, 0, 1e100, 0, 0, 0, 0, 1e105, 0] }).Fault, StringComparison.Ordinal);
        Assert.Contains("no volume", (Grid with { SformRows = [1, 1, 0, 0, 1, 1 + 1e-9, 0, 0, 0, 0, 1, 0] }).Fault, StringComparison.Ordinal);
    }

    private static void Measures(VolumeGeometry grid, (double X, double Y, double Z) spacing, double volume)
    {
        var (x, y, z) = grid.Spacing;
        Assert.Equal(spacing.X, x, spacing.X * 1e-12);
        Assert.Equal(spacing.Y, y, spacing.Y * 1e-12);
        Assert.Equal(spacing.Z, z, spacing.Z * 1e-12);
        Assert.Equal(volume, grid.VoxelVolume, volume * 1e-12);
        Assert.Null(grid.Fault);
    }
}
