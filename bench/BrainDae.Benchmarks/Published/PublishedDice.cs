using BrainDae.Benchmarks.Workers;
using BrainDae.Benchmarks.Workloads;
using static TorchSharp.torch;

namespace BrainDae.Benchmarks.Published;

/// <summary>Dice at 1,000 thresholds, one after another over every pixel. One pixel in 16 and 20 thresholds are measured and the time scaled.</summary>
internal sealed class PublishedDice : IWorkload
{
    private const int Part = 16;
    private const int Thresholds = 20;

    private readonly Tensor scores;
    private readonly Tensor labels;

    public PublishedDice(Settings settings)
    {
        set_num_threads(Environment.ProcessorCount);
        var data = new LabelledScores(settings.Int("pixels") / Part);
        (scores, labels) = (tensor(data.Scores).to(ScalarType.Float16), tensor(data.Labels).to(ScalarType.Bool));
    }

    public double Share => Thresholds / 1000.0 / Part;

    public double Run()
    {
        var best = 0.0;
        for (var i = 0; i < Thresholds; i++)
        {
            using var scope = NewDisposeScope();
            var detected = scores.gt(i / (double)Thresholds);
            var both = detected.logical_and(labels).sum().item<long>();
            best = Math.Max(best, 2.0 * both / (detected.sum().item<long>() + labels.sum().item<long>()));
        }

        return best;
    }

    public void Dispose()
    {
        scores.Dispose();
        labels.Dispose();
    }
}
