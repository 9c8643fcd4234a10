using BrainDae.Data.Preprocessing;

namespace BrainDae.Data.Tests.Preprocessing;

public sealed class BrainRangeTests
{
    [Fact]
    public void A_gap_inside_the_brain_is_kept() =>
        Assert.Equal(new BrainRange(1, 4), BrainRange.Find([0, 1, 0, 0, 2, 0.4], 0.5));

    [Fact]
    public void A_sum_at_the_threshold_shows_no_brain() =>
        Assert.Equal(new BrainRange(1, 1), BrainRange.Find([0.5, 0.50001, 0.5], 0.5));

    [Fact]
    public void All_slices_are_kept_if_the_outer_ones_show_brain() =>
        Assert.Equal(new BrainRange(0, 3), BrainRange.Find([1, 0, 1], 0.5));

    [Fact]
    public void Without_brain_there_is_no_range()
    {
        Assert.Null(BrainRange.Find([0, 0.1, double.NaN], 0.5));
        Assert.Null(BrainRange.Find([], 0.5));
    }
}
