using BrainDae.Benchmarks.Table;
using BrainDae.Method.Network;

namespace BrainDae.Benchmarks.Rows;

/// <summary>One pass of the network over slices of a patient, by either runtime.</summary>
/// <param name="batch">Slices at a time.</param>
internal sealed class RuntimeRow(int batch) : IRow
{
    public string Name => $"runtime-{batch}";

    public TableRow Measure(Bench bench)
    {
        string[] settings =
        [
            $"data={bench.Fixtures.EvaluationSlices}", $"batch={batch}",
            .. bench.Options.Model is { } model ? [$"model={model}"] : new[] { $"width={new UNetOptions().BaseChannels}" },
        ];
        return new(Name, $"the network over {batch} slices at a time ({bench.Options.PatientsKind}), {(bench.Options.Model is null ? "untrained, of the published size" : "trained")}, fp32", bench.Compare(
        [
            new("ONNX Runtime", "pass-onnx", settings),
            new("libtorch", "pass-torch", settings),
        ]));
    }
}
