using System.Diagnostics;
using BrainDae.Benchmarks.Workers;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>`braindae --help` from start to exit.</summary>
internal sealed class CommandLineStart(Settings settings) : IWorkload
{
    public double Run()
    {
        var start = new ProcessStartInfo("dotnet", [settings["program"], "--help"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var length = process.StandardOutput.ReadToEnd().Length;
        process.WaitForExit();
        return process.ExitCode == 0 ? length : throw BrainDaeException.Invalid($"{settings["program"]} --help ended with exit code {process.ExitCode}.");
    }
}
