using BrainDae.Benchmarks.Table;

namespace BrainDae.Benchmarks.Rows;

/// <summary>A training iteration of the full network.</summary>
internal sealed class TrainingRow : IRow
{
    public string Name => "training";

    public TableRow Measure(Bench bench)
    {
        var batch = bench.Options.BatchSize;
        string[] settings = [$"data={bench.Fixtures.TrainingSlices}", $"batch={batch}", "iterations=1"];
        var flops = NetworkWork.Training(batch);
        return new(Name, $"iteration, batch {batch}, {flops / 1e12:0.000} TFLOP", bench.Compare(
            [
                .. Precisions.Contenders("train", settings),
                new("published operations, fp32", "published-train", settings),
            ],
            contender => flops / bench.Roofs.FlopsOf(contender)));
    }
}
