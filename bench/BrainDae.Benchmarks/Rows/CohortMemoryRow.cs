using BrainDae.Benchmarks.Table;
using BrainDae.Benchmarks.Workers;

namespace BrainDae.Benchmarks.Rows;

/// <summary>Whether memory depends on the number of patients: it must not.</summary>
internal sealed class CohortMemoryRow : IRow
{
    private const double Megabyte = 1 << 20;
    private static readonly int[] Scans = [2, 4, 8];

    public string Name => "cohort-memory";

    public TableRow Measure(Bench bench)
    {
        var rounds = bench.Options.Quick ? 1 : 3;
        int[] patients = [Math.Min(64, bench.Fixtures.MostPatients / 2), bench.Fixtures.MostPatients];
        return new(Name, $"peak resident memory, synthetic patients, median of {rounds}", [
            Line("preprocess, 2 threads", rounds, Scans, "preprocess-cohort", $"scans={bench.Fixtures.Cohort}", "threads=2"),
            Line("evaluate, small network", rounds, patients, "evaluate-cohort", $"data={bench.Fixtures.ManyPatients}", "validation=0", "width=8"),
        ]);
    }

    private static TableLine Line(string label, int rounds, int[] patients, string workload, params string[] settings)
    {
        var peaks = patients.Select(count => Spread.Of(Enumerable.Range(0, rounds).Select(_ => Peak(count, workload, settings))).Median).ToArray();
        return new(label, "MB", Spread.Of(peaks), null, null, peaks.Max(), null,
            $"{string.Join(", ", patients.Zip(peaks, (count, peak) => $"{count}: {peak:0} MB"))}; last / first {peaks[^1] / peaks[0]:0.00}");
    }

    /// <summary>A process for each, so that none inherits a heap that another has grown.</summary>
    private static double Peak(int patients, string workload, string[] settings)
    {
        using var worker = new WorkerProcess(workload, [.. settings, $"patients={patients}"]);
        return worker.Run().PeakBytes / Megabyte;
    }
}
