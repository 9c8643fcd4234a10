using BrainDae.Benchmarks.Table;

namespace BrainDae.Benchmarks.Rows;

/// <summary>What `braindae evaluate` takes beyond the network: reading, scores, thresholds, lesions, surfaces, intervals.</summary>
internal sealed class CohortEvaluationRow : IRow
{
    private const int ValidationPatients = 2;

    public string Name => "evaluate-cohort";

    public TableRow Measure(Bench bench)
    {
        var patients = bench.Options.Patients;
        string[] settings =
        [
            $"data={bench.Fixtures.EvaluationSlices}", $"patients={patients}", $"validation={ValidationPatients}",
            .. bench.Options.Model is { } model ? [$"model={model}"] : new[] { "width=64" },
        ];
        var kind = $"{patients} patients ({(bench.Options.Scans is null ? "synthetic" : "real scans")}), {(bench.Options.Model is null ? "untrained network of the published size" : "a trained network")}; 1 would be the ideal ratio";
        return new(Name, kind, bench.Compare(
        [
            new("`evaluate`, end to end", "evaluate-cohort", settings),
            new("the network alone", "reconstruct-cohort", settings),
        ]));
    }
}
