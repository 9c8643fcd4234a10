using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Table;

/// <summary>What the numbers were measured on.</summary>
internal sealed partial record Machine(string Processor, int Processors, double MemoryGigabytes, string System, string DotNet, string Libtorch, string Software, string Date)
{
    public static Machine Describe() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription,
        LibtorchVersion(),
        SoftwareVersion.Text,
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'"));

    private static string ProcessorName() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown"
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";

    // Asking libtorch itself would start its threads in the process that only watches.
    private static string LibtorchVersion()
    {
        var dependencies = Path.ChangeExtension(typeof(Machine).Assembly.Location, ".deps.json");
        return LibtorchPackage().Match(File.ReadAllText(dependencies)) is { Success: true } match ? match.Groups[1].Value : "unknown";
    }

    [GeneratedRegex("\"libtorch-[a-z0-9-]+/([0-9.]+)\"")]
    private static partial Regex LibtorchPackage();
}
