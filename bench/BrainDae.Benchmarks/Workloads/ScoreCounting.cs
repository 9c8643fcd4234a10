using BrainDae.Benchmarks.Workers;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>Average precision and 1,000 Dices by counting pixels a half-precision score.</summary>
internal sealed class ScoreCounting(Settings settings) : IWorkload
{
    private readonly LabelledScores data = new(settings.Int("pixels"));
    private readonly int threads = settings.Int("threads");

    public double Run()
    {
        var distribution = ScoreHistogram.Of(data.Scores, data.Labels, threads).ToDistribution();
        var best = DiceCurve.Of(distribution, ThresholdGrid.Published).Best!.Value.Dice;
        return best > 0 ? AveragePrecision.Of(distribution) : double.NaN;
    }
}
