using BrainDae.Imaging.Components;

namespace BrainDae.Imaging.Tests.Components;

public sealed class ComponentRuleTests
{
    [Theory]
    [InlineData(50, 1, 49)]
    [InlineData(50, 3.515625, 14)]
    [InlineData(0, 1, 0)]
    [InlineData(50, 60, 0)]
    [InlineData(50.5, 1, 50)]
    public void What_is_below_the_volume_goes(double minimum, double voxel, int largestThatGoes) =>
        Assert.Equal(new ComponentFilter(largestThatGoes, 1.5), new ComponentRule(minimum, 1.5).On(voxel));

    [Theory]
    [InlineData(0.9999999)]
    [InlineData(1.0000001)]
    public void A_voxel_volume_of_single_precision_costs_no_voxel(double voxel) => Assert.Equal(50, ComponentRule.VoxelsOf(50, voxel));

    [Fact]
    public void The_published_rule_counts_voxels_on_any_grid() => Assert.All(
        [0.1, 1, 3.5, 500],
        voxel => Assert.Equal(new ComponentFilter(20, 0), new ComponentRule(0, 0, ConnectedComponents.PublishedMaximumSize).On(voxel)));

    [Fact]
    public void It_says_what_goes()
    {
        Assert.Equal("components below 50 mm³ or with a peak below 1.5 thresholds", new ComponentRule(50, 1.5).ToString());
        Assert.Equal("components of at most 20 voxels", new ComponentRule(0, 0, 20).ToString());
    }

    [Fact]
    public void The_default_keeps_all() => Assert.Equal(default, default(ComponentRule).On(1));
}
