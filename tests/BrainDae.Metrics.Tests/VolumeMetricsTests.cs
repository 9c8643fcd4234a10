using BrainDae.Imaging.Grids;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Volumes;
using BrainDae.TestData;

namespace BrainDae.Metrics.Tests;

public class VolumeMetricsTests
{
    [Fact]
    public void A_shifted_block_has_the_known_figures()
    {
        var shape = new GridShape(8, 10, 12);
        var truth = TestMask.Block(shape, (2, 2, 2), (4, 4, 4));
        var detected = TestMask.Block(shape, (2, 2, 4), (4, 4, 4));

        var metrics = VolumeMetrics.Of(detected, VolumeTruth.Of(truth, shape, new(1, 1, 1), new()));

        Assert.Equal(0.5, metrics.Voxels.Dice);
        Assert.Equal(new LesionCounts(1, 1, 0), metrics.Lesions);
        // Of the 56 surface voxels of each, the 16 of the far face are 2 mm away.
        Assert.Equal(2, metrics.Hausdorff95);
        Assert.Equal(1, metrics.SurfaceDice);
        Assert.InRange(VolumeMetrics.Of(detected, VolumeTruth.Of(truth, shape, new(1, 1, 1), new()), tolerance: 1).SurfaceDice, 0.5, 0.9);
    }

    [Theory]
    [InlineData(0, "no lesion")]
    [InlineData(0.001, "below 10 ml")]
    [InlineData(9.99, "below 10 ml")]
    [InlineData(10, "10 to 50 ml")]
    [InlineData(50, "50 to 100 ml")]
    [InlineData(99.9, "50 to 100 ml")]
    [InlineData(100, "100 ml and more")]
    [InlineData(1e6, "100 ml and more")]
    public void Volumes_fall_into_groups(double millilitres, string name) => Assert.Equal(name, TumourVolumeGroup.Of(millilitres).Name);

    [Fact]
    public void A_negative_volume_is_none() => Assert.Throws<ArgumentOutOfRangeException>(() => TumourVolumeGroup.Of(-1));
}
