using System.Globalization;

namespace BrainDae.Benchmarks.Workers;

/// <summary>
/// Watches this process's resident memory without mapped files, whose pages the system takes back when it needs them.
/// Linux only; elsewhere the working set.
/// </summary>
internal sealed class ResidentMemory : IDisposable
{
    private const int IntervalMilliseconds = 10;

    private readonly Timer timer;
    private long peak;

    public ResidentMemory()
    {
        peak = Now;
        timer = new(_ => See(), null, IntervalMilliseconds, IntervalMilliseconds);
    }

    public static long Now
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return Environment.WorkingSet;
            }

            // Pages: total, resident, shared with files, ...
            var pages = File.ReadAllText("/proc/self/statm").Split(' ');
            return (Pages(1) - Pages(2)) * Environment.SystemPageSize;

            long Pages(int column) => long.Parse(pages[column], CultureInfo.InvariantCulture);
        }
    }

    public long Peak
    {
        get
        {
            See();
            return Interlocked.Read(ref peak);
        }
    }

    public void Dispose() => timer.Dispose();

    private void See()
    {
        var now = Now;
        for (var seen = Interlocked.Read(ref peak); now > seen;)
        {
            var before = Interlocked.CompareExchange(ref peak, now, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
