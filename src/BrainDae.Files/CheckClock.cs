using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BrainDae.Files;

/// <summary>
/// Adds up the processor time that this process spends on checksums, over all its threads; where the system does not tell
/// it for a thread (not Linux), the time that passes.
/// </summary>
public static partial class CheckClock
{
    private static long nanoseconds;

    /// <summary>The time so far.</summary>
    public static TimeSpan Elapsed => TimeSpan.FromMicroseconds(Interlocked.Read(ref nanoseconds) / 1e3);

    /// <summary>Starts a measurement, which ends on the same thread with the disposal of the result. Not to be started within another.</summary>
    public static Running Start() => new(Now());

    private static long Now()
    {
        const int ThreadProcessorTime = 3;
        return OperatingSystem.IsLinux() && Environment.Is64BitProcess && Read(ThreadProcessorTime, out var time) == 0
            ? time.Seconds * 1_000_000_000 + time.Nanoseconds
            : (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Read(int clock, out Time time);

    /// <summary>A measurement under way.</summary>
    public readonly struct Running : IDisposable
    {
        private readonly long start;

        internal Running(long start) => this.start = start;

        /// <summary>Ends it.</summary>
        public void Dispose() => Interlocked.Add(ref nanoseconds, Now() - start);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Time(long Seconds, long Nanoseconds);
}
