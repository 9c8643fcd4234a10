using System.Diagnostics;

namespace BrainDae.Files;

/// <summary>Adds up the time that this process spends on checksums, over all its threads.</summary>
public static class CheckClock
{
    private static long ticks;

    /// <summary>The time so far.</summary>
    public static TimeSpan Elapsed => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref ticks));

    /// <summary>Starts a measurement, which ends with the disposal of the result. Not to be started within another.</summary>
    public static Running Start() => new(Stopwatch.GetTimestamp());

    /// <summary>A measurement under way.</summary>
    public readonly struct Running : IDisposable
    {
        private readonly long start;

        internal Running(long start) => this.start = start;

        /// <summary>Ends it.</summary>
        public void Dispose() => Interlocked.Add(ref ticks, Stopwatch.GetTimestamp() - start);
    }
}
