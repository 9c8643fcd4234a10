using BrainDae.Benchmarks.Table;
using BrainDae.Benchmarks.Workers;

namespace BrainDae.Benchmarks.Rows;

/// <summary>Whether memory depends on the number of patients: it must not.</summary>
internal sealed class CohortMemoryRow : IRow
{
    private const double Megabyte = 1 << 20;

    private static readonly int[] Patients = [2, 4, 8];

    public string Name => "cohort-memory";

    public TableRow Measure(Bench bench) => new(Name, "peak resident memory with 2, 4 and 8 synthetic patients", [
        Line("preprocess, 2 threads", "preprocess-cohort", $"scans={bench.Fixtures.Cohort}", "threads=2"),
        Line("evaluate, small network", "evaluate-cohort", $"data={bench.Fixtures.CohortSlices}", "validation=0", "width=8"),
    ]);

    private static TableLine Line(string label, string workload, params string[] settings)
    {
        var peaks = Patients.Select(patients =>
        {
            // A process for each, so that none inherits a heap that another has grown.
            using var worker = new WorkerProcess(workload, [.. settings, $"patients={patients}"]);
            return worker.Run().PeakBytes / Megabyte;
        }).ToArray();
        return new(label, "MB", Spread.Of(peaks), null, null, peaks.Max(), null,
            string.Join(", ", Patients.Zip(peaks, (patients, peak) => $"{patients}: {peak:0} MB")));
    }
}
