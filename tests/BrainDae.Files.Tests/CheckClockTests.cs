namespace BrainDae.Files.Tests;

public sealed class CheckClockTests
{
    [Fact]
    public void Time_spent_waiting_is_no_time_spent_checking()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the processor time of a thread is asked of Linux");
        var before = CheckClock.Elapsed;
        using (CheckClock.Start())
        {
            Thread.Sleep(300);
        }

        Assert.InRange((CheckClock.Elapsed - before).TotalMilliseconds, 0, 150);
    }

    [Fact]
    public void Time_spent_computing_counts()
    {
        var before = CheckClock.Elapsed;
        using (CheckClock.Start())
        {
            var until = Environment.TickCount64 + 200;
            while (Environment.TickCount64 < until)
            {
                Thread.SpinWait(1000);
            }
        }

        Assert.InRange((CheckClock.Elapsed - before).TotalMilliseconds, 5, 2000);
    }
}
