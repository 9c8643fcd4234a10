using BrainDae.Nifti.Volumes;

namespace BrainDae.Nifti.Tests;

public sealed class GridDisagreementTests
{
    private static readonly VolumeGeometry Agreed = VolumeGeometry.Unit(4, 5, 6) with { QformCode = 1 };

    [Fact]
    public void A_header_that_agrees_with_itself_is_not_doubted()
    {
        Assert.Null(Agreed.Disagreement);
        Assert.Null((Agreed with { PixDim = [1, 1.009, 1, 0.992, 0, 0, 0, 0] }).Disagreement);
        Assert.Null((Agreed with { SformCode = 0 }).Disagreement);
        Assert.Null((Agreed with { SformCode = 0, QformCode = 0, PixDim = [1, 5, 3, 2, 0, 0, 0, 0] }).Disagreement);
    }

    [Fact]
    public void Edge_lengths_that_differ_are_named_with_those_that_count()
    {
        var geometry = Agreed with { QformCode = 0, PixDim = [1, 5, 1, 1, 0, 0, 0, 0] };
        Assert.Equal("pixdim gives voxels of 5 x 1 x 1 mm and the sform 1 x 1 x 1 mm; the sform counts", geometry.Disagreement);
        Assert.Equal((1, 1, 1), geometry.Spacing);
    }

    [Fact]
    public void Units_apply_to_both() => Assert.Null((Agreed with { XyztUnits = 1 }).Disagreement);

    [Fact]
    public void An_sform_that_turns_the_scan_otherwise_than_a_qform_of_the_same_code_is_named()
    {
        // A turn of 2 degrees around z.
        var turned = Agreed with { Quaternion = [0, 0, Math.Sin(Math.PI / 180)] };
        Assert.Equal("sform and qform have the same code and turn the scan in different ways; the sform counts", turned.Disagreement);
        Assert.Null((turned with { QformCode = 2 }).Disagreement);
        Assert.Null((Agreed with { Quaternion = [0, 0, Math.Sin(0.4 * Math.PI / 180)] }).Disagreement);
        Assert.NotNull((Agreed with { SformRows = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] }).Disagreement);
    }
}
