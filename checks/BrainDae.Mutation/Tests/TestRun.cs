using System.Diagnostics;

namespace BrainDae.Mutation.Tests;

/// <summary>One run of a test program: how it ended and what it said.</summary>
/// <param name="Passed">Whether all tests passed.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="TimedOut">Whether it was stopped.</param>
internal sealed record TestRun(bool Passed, double Seconds, string Output, bool TimedOut)
{
    // A broken loop must not take the memory of the whole machine.
    private const string HeapLimit = "0x180000000";

    /// <summary>The first test that failed, or how else the run ended.</summary>
    public string Failure => TimedOut
        ? "timeout"
        : Output.Split('\n').FirstOrDefault(line => line.StartsWith("failed ", StringComparison.Ordinal))?.Split(' ', '(')[1] ?? "crash";

    /// <summary>Whether the runtime refused the code: then it was no mutant.</summary>
    public bool Invalid => Output.Contains("InvalidProgramException", StringComparison.Ordinal) || Output.Contains("BadImageFormatException", StringComparison.Ordinal);

    public static TestRun Of(string program, IEnumerable<string> classes, TimeSpan limit, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, ["--stop-on-fail", "on", "--no-ansi", "--progress", "off", "--filter-class", .. classes])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        foreach (var (name, value) in environment.Prepend(("DOTNET_GCHeapHardLimit", HeapLimit)))
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExit(limit);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        return new(ended && process.ExitCode == 0, clock.Elapsed.TotalSeconds, output.Result + errors.Result, !ended);
    }
}
