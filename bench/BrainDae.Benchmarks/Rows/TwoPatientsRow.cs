using BrainDae.Benchmarks.Table;

namespace BrainDae.Benchmarks.Rows;

/// <summary>What a second thread gains.</summary>
internal sealed class TwoPatientsRow : IRow
{
    public string Name => "two-patients";

    public TableRow Measure(Bench bench)
    {
        var scans = $"scans={bench.Fixtures.Cohort}";
        return new(Name, "preprocessing two patients; 2 would be the ideal ratio", bench.Compare(
        [
            new("at the same time", "preprocess-cohort", scans, "patients=2", "threads=2"),
            new("one after the other", "preprocess-cohort", scans, "patients=2", "threads=1"),
        ]));
    }
}
