using System.Diagnostics;
using System.Globalization;
using BrainDae.Benchmarks.Rows;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Scale;

/// <summary>The program as a process whose memory and scratch are watched from outside (Linux).</summary>
internal static class WatchedProgram
{
    /// <summary>Runs a command line that must succeed.</summary>
    public static (long PeakBytes, long ScratchBytes, double Seconds) Run(string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var program = Process.Start(new ProcessStartInfo("dotnet", [StartRow.Program(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = program.StandardOutput.ReadToEndAsync();
        var errors = program.StandardError.ReadToEndAsync();
        var (peak, scratch) = (0L, 0L);
        while (!program.WaitForExit(20))
        {
            peak = Math.Max(peak, Anonymous(program.Id));
            scratch = Math.Max(scratch, Nameless(program.Id));
        }

        return program.ExitCode == 0
            ? (peak, scratch, Stopwatch.GetElapsedTime(started).TotalSeconds)
            : throw BrainDaeException.Invalid($"{string.Join(' ', arguments)}: ended with {program.ExitCode}: {output.Result}{errors.Result}");
    }

    private static long Anonymous(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long Nameless(int process)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process}/fd").Where(link => new FileInfo(link).LinkTarget is { } target && target.Contains(".scratch-", StringComparison.Ordinal) && target.EndsWith(" (deleted)", StringComparison.Ordinal)).Sum(Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static long Length(string link)
    {
        using var file = File.OpenHandle(link);
        return RandomAccess.GetLength(file);
    }
}
