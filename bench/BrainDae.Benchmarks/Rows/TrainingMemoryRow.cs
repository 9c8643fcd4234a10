using System.Collections.Immutable;
using BrainDae.Benchmarks.Table;
using BrainDae.Benchmarks.Workers;

namespace BrainDae.Benchmarks.Rows;

/// <summary>Whether training keeps to the same memory: after 10 iterations and after 40.</summary>
internal sealed class TrainingMemoryRow : IRow
{
    private const double Megabyte = 1 << 20;
    private const int Parts = 4;

    public string Name => "training-memory";

    public TableRow Measure(Bench bench)
    {
        var (batch, iterations) = (bench.Options.BatchSize, bench.Options.MemoryIterations);
        string[] settings = [$"data={bench.Fixtures.TrainingSlices}", $"batch={batch}", $"iterations={iterations}"];
        ImmutableArray<Contender> contenders =
        [
            .. Precisions.Contenders("train", settings),
            new("published operations, fp32", "published-train", settings),
        ];
        return new(Name, $"{Parts * iterations} iterations, batch {batch}: peak resident memory", [.. contenders.Select(contender => Line(contender, iterations))]);
    }

    // One after another, so that the memory of one is there for the other.
    private static TableLine Line(Contender contender, int iterations)
    {
        using var worker = new WorkerProcess(contender.Workload, contender.Settings);
        Sample[] samples = [.. Enumerable.Range(0, Parts).Select(_ => worker.Run())];
        var (early, late) = (samples[0].ResidentBytes / Megabyte, samples[^1].ResidentBytes / Megabyte);
        return new(contender.Label, "MB", Spread.Of(samples.Select(s => s.PeakBytes / Megabyte)), null, null, samples.Max(s => s.PeakBytes) / Megabyte, null,
            $"resident {early:0} MB after {iterations}, {late:0} MB after {Parts * iterations} iterations ({(late / early - 1) * 100:+0.0;-0.0} %)");
    }
}
