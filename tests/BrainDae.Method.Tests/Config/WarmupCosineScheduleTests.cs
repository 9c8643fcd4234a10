using BrainDae.Method.Config;

namespace BrainDae.Method.Tests.Config;

public sealed class WarmupCosineScheduleTests
{
    [Fact]
    public void Rate_rises_to_the_peak_then_falls_to_zero_once()
    {
        var schedule = new WarmupCosineSchedule(1e-3, 9, 109);

        Assert.Equal(1e-4, schedule.RateAt(0), 1e-12);
        Assert.Equal(9e-4, schedule.RateAt(8), 1e-12);
        Assert.Equal(1e-3, schedule.RateAt(9), 1e-12);
        Assert.Equal(5e-4, schedule.RateAt(59), 1e-12);
        Assert.Equal(0, schedule.RateAt(109), 1e-12);
        Assert.Equal(0, schedule.RateAt(500), 1e-12);
        Assert.All(Enumerable.Range(9, 99), i => Assert.True(schedule.RateAt(i + 1) < schedule.RateAt(i)));
    }

    [Fact]
    public void Without_warm_up_it_starts_at_the_peak() => Assert.Equal(2.0, new WarmupCosineSchedule(2, 0, 10).RateAt(0));
}
