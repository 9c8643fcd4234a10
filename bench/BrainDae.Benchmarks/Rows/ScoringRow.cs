using BrainDae.Benchmarks.Table;

namespace BrainDae.Benchmarks.Rows;

/// <summary>Scoring one patient: network, masked error, median.</summary>
internal sealed class ScoringRow : IRow
{
    public string Name => "scoring";

    public TableRow Measure(Bench bench)
    {
        var slices = $"slices={bench.Options.PatientSlices}";
        var flops = NetworkWork.Inference(bench.Options.PatientSlices);
        return new(Name, $"one patient, {bench.Options.PatientSlices} slices, {flops / 1e12:0.000} TFLOP", bench.Compare(
            [
                .. Precisions.Contenders("score", slices),
                new("published operations, fp32", "published-score", slices),
            ],
            contender => flops / bench.Roofs.FlopsOf(contender)));
    }
}
