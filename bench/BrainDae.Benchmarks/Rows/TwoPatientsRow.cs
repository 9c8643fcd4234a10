using BrainDae.Benchmarks.Table;

namespace BrainDae.Benchmarks.Rows;

/// <summary>What a second thread gains.</summary>
internal sealed class TwoPatientsRow : IRow
{
    private const int MostPatients = 16;

    public string Name => "two-patients";

    public TableRow Measure(Bench bench)
    {
        string[] settings = [$"scans={bench.Fixtures.PatientScans}", $"patients={MostPatients}"];
        return new(Name, $"preprocessing up to {MostPatients} patients ({bench.Options.PatientsKind}); 2 would be the ideal ratio", bench.Compare(
        [
            new("two at a time", "preprocess-cohort", [.. settings, "threads=2"]),
            new("one at a time", "preprocess-cohort", [.. settings, "threads=1"]),
        ]));
    }
}
