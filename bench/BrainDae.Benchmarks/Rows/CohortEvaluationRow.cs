using BrainDae.Benchmarks.Table;
using BrainDae.Data.Slices;
using BrainDae.Method.Network;

namespace BrainDae.Benchmarks.Rows;

/// <summary>What `braindae evaluate` takes beyond the network: reading, scores, thresholds, lesions, surfaces, intervals.</summary>
internal sealed class CohortEvaluationRow : IRow
{
    private const int ValidationPatients = 2;

    public string Name => "evaluate-cohort";

    public TableRow Measure(Bench bench)
    {
        var data = bench.Fixtures.EvaluationSlices;
        var patients = Math.Min(bench.Options.Patients, CohortManifest.Read(data).Patients.Length - ValidationPatients);
        string[] settings =
        [
            $"data={data}", $"patients={patients}", $"validation={ValidationPatients}",
            .. bench.Options.Model is { } model ? [$"model={model}"] : new[] { $"width={new UNetOptions().BaseChannels}" },
        ];
        var kind = $"{patients} patients ({bench.Options.PatientsKind}), {(bench.Options.Model is null ? "untrained network of the published size" : "a trained network")}; 1 would be the ideal ratio";
        return new(Name, kind, bench.Compare(
        [
            new("`evaluate`, end to end", "evaluate-cohort", settings),
            new("the network alone", "reconstruct-cohort", settings),
        ]));
    }
}
