using BrainDae.Benchmarks.Table;

namespace BrainDae.Benchmarks.Rows;

/// <summary>What a second thread gains.</summary>
internal sealed class TwoPatientsRow : IRow
{
    private const int Patients = 8;

    public string Name => "two-patients";

    public TableRow Measure(Bench bench)
    {
        string[] settings = [$"scans={bench.Fixtures.PatientScans}", $"patients={Patients}"];
        return new(Name, $"preprocessing {Patients} patients ({bench.Options.PatientsKind}); 2 would be the ideal ratio", bench.Compare(
        [
            new("two at a time", "preprocess-cohort", [.. settings, "threads=2"]),
            new("one at a time", "preprocess-cohort", [.. settings, "threads=1"]),
        ]));
    }
}
