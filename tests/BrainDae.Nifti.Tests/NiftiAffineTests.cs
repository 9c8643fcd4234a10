using BrainDae.Nifti.Volumes;

namespace BrainDae.Nifti.Tests;

public sealed class NiftiAffineTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.Unit(3, 5, 7) with
    {
        PixDim = [1, 3, 2, 4, 1, 1, 1, 1],
        SformRows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        QuaternionOffset = [10, 20, 30],
        SformCode = 0,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void The_sform_goes_before_the_qform(short code) =>
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, 1], (Grid with { SformCode = code, QformCode = 1 }).Affine);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(6)]
    public void A_code_without_meaning_drops_its_transform(short code)
    {
        Assert.Equal([3, 0, 0, 10, 0, 2, 0, 20, 0, 0, 4, 30, 0, 0, 0, 1], (Grid with { SformCode = code, QformCode = 1 }).Affine);
        Assert.Equal([-3, 0, 0, 3, 0, 2, 0, -4, 0, 0, 4, -12, 0, 0, 0, 1], (Grid with { SformCode = code, QformCode = code }).Affine);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(-1, -4)]
    [InlineData(-0.5, 4)]
    public void Only_a_qfac_of_minus_one_flips_the_third_axis(double qfac, double z) =>
        Assert.Equal(z, (Grid with { QformCode = 1, PixDim = [qfac, 3, 2, 4, 1, 1, 1, 1] }).Affine[10]);

    [Fact]
    public void A_quaternion_is_a_rotation()
    {
        // A quarter turn about the third axis: cos 45 degrees, (0, 0, sin 45 degrees).
        var affine = (Grid with { QformCode = 1, Quaternion = [0, 0, Math.Sqrt(0.5)] }).Affine;
        double[] expected = [0, -2, 0, 10, 3, 0, 0, 20, 0, 0, 4, 30, 0, 0, 0, 1];
        foreach (var (e, a) in expected.Zip(affine))
        {
            Assert.Equal(e, a, 1e-12);
        }
    }

    [Fact]
    public void A_quaternion_just_over_unit_length_is_a_half_turn()
    {
        var affine = (Grid with { QformCode = 1, Quaternion = [0, 0, 1 + 1e-7] }).Affine;
        double[] expected = [-3, 0, 0, 10, 0, -2, 0, 20, 0, 0, 4, 30, 0, 0, 0, 1];
        foreach (var (e, a) in expected.Zip(affine))
        {
            Assert.Equal(e, a, 1e-12);
        }
    }

    [Fact]
    public void Spacing_has_no_sign_and_no_zero()
    {
        var grid = Grid with { PixDim = [1, -3, 0, 4, 1, 1, 1, 1], QformCode = 1 };
        Assert.Equal((3, 1, 4), grid.Spacing);
        Assert.Equal((3, 1, 4), (grid.Affine[0], grid.Affine[5], grid.Affine[10]));
    }

    [Fact]
    public void A_slice_has_a_third_axis_where_the_quaternion_places_it()
    {
        var slice = Grid with { Shape = [3, 5] };
        Assert.Equal((3, 2, 1), slice.Spacing);
        Assert.Equal([-3, 0, 0, 3, 0, 2, 0, -4, 0, 0, 1, 0, 0, 0, 0, 1], slice.Affine.Select(v => v + 0.0));
        Assert.Equal(4, (slice with { QformCode = 1 }).Affine[10]);
    }

    [Fact]
    public void Geometries_with_equal_fields_are_equal()
    {
        var other = Grid with { Shape = [3, 5, 7], PixDim = [.. Grid.PixDim] };
        Assert.Equal(Grid, other);
        Assert.Equal(Grid.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(Grid, Grid with { XyztUnits = 3 });
        Assert.NotEqual(Grid, Grid with { QuaternionOffset = [10, 20, 31] });
    }

    [Fact]
    public void Fields_of_the_wrong_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Grid with { Shape = [] });
        Assert.Throws<ArgumentException>(() => Grid with { Shape = [3, 0] });
        Assert.Throws<ArgumentException>(() => Grid with { Shape = [1, 1, 1, 1, 1, 1, 1, 1] });
        Assert.Throws<ArgumentException>(() => Grid with { PixDim = [1, 1, 1] });
        Assert.Throws<ArgumentException>(() => Grid with { Quaternion = default });
        Assert.Throws<ArgumentException>(() => Grid with { SformRows = [1] });
    }
}
