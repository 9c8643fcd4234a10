using BrainDae.Benchmarks.Workers;
using BrainDae.Benchmarks.Workloads;
using static TorchSharp.torch;

namespace BrainDae.Benchmarks.Published;

/// <summary>
/// Average precision by sorting every pixel. Only one pixel in 16 is sorted and the time scaled in proportion, which
/// flatters sorting: its cost rises faster than the number of pixels.
/// </summary>
internal sealed class PublishedAveragePrecision : IWorkload
{
    private const int Part = 16;

    private readonly Tensor scores;
    private readonly Tensor labels;

    public PublishedAveragePrecision(Settings settings)
    {
        set_num_threads(Environment.ProcessorCount);
        var data = new LabelledScores(settings.Int("pixels") / Part);
        (scores, labels) = (tensor(data.Scores).to(ScalarType.Float16), tensor(data.Labels));
    }

    public double Share => 1.0 / Part;

    public double Run()
    {
        using var scope = NewDisposeScope();
        var (sorted, order) = sort(scores, dim: 0, descending: true, stable: true);
        var truePositives = labels.index_select(0, order).to(ScalarType.Float64).cumsum(0);
        var count = scores.shape[0];
        var lastOfEqual = cat([sorted.slice(0, 1, count, 1).ne(sorted.slice(0, 0, count - 1, 1)), ones(1, ScalarType.Bool)]).nonzero().squeeze(1);
        var hits = truePositives.index_select(0, lastOfEqual);
        var precision = hits / (lastOfEqual + 1);
        var recall = hits / hits.slice(0, hits.shape[0] - 1, hits.shape[0], 1);
        var rise = cat([recall.slice(0, 0, 1, 1), recall.slice(0, 1, recall.shape[0], 1) - recall.slice(0, 0, recall.shape[0] - 1, 1)]);
        return (rise * precision).sum().item<double>();
    }

    public void Dispose()
    {
        scores.Dispose();
        labels.Dispose();
    }
}
