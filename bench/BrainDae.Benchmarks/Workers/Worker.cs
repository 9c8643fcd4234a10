using System.Diagnostics;
using System.Text.Json;
using BrainDae.Torch.Runtime;

namespace BrainDae.Benchmarks.Workers;

/// <summary>The measuring child process: a run for each line on standard input, a sample on standard output for each.</summary>
internal static class Worker
{
    public const string SampleMark = "sample ";

    public static void Run(string name, Settings settings)
    {
        // The published operations call TorchSharp directly. Where its native library does not load by itself (Debian 12),
        // BrainDae.Torch loads it, but only once that assembly has been initialized.
        TorchRuntime.PrepareLibrary();
        using var workload = WorkloadCatalog.Create(name, settings);
        while (Console.In.ReadLine() is not null)
        {
            Console.Out.WriteLine(SampleMark + JsonSerializer.Serialize(Measure(workload)));
            Console.Out.Flush();
        }
    }

    private static Sample Measure(IWorkload workload)
    {
        using var memory = new ResidentMemory();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        var check = workload.Run();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / workload.Share;
        return new(seconds, check, GC.GetTotalAllocatedBytes(precise: true) - allocated, memory.Peak, ResidentMemory.Now);
    }
}
