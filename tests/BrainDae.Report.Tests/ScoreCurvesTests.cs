using BrainDae.Metrics.Pixels;

namespace BrainDae.Report.Tests;

public sealed class ScoreCurvesTests
{
    [Fact]
    public void Curves_follow_the_counts_and_thresholds_are_marked()
    {
        // Lesions score 0.5 and 0.25, healthy pixels 0 and 0.25.
        var histogram = new ScoreHistogram();
        histogram.Add([0.5f, 0.25f, 0.25f, 0f], [1, 1, 0, 0]);
        var score = new ScoreFigures("published", "error", [new("ideal.threshold", 0.125), new("validation.threshold", null)], []);
        var charts = ScoreCurves.Of([(score, histogram.ToDistribution())]);

        Assert.Equal(2, charts.Length);
        Assert.Equal<(double, double)>([(0.5, 1), (1, 2 / 3.0), (1, 0.5)], charts[0].Series[0].Points);
        Assert.Contains("average precision 0.833", charts[0].Series[0].Name, StringComparison.Ordinal);
        var dice = charts[1].Series[0].Points;
        Assert.Equal((0, 0.5), (charts[1].X.Low, charts[1].X.High));
        Assert.Equal(0.8, dice[0].Y, 1e-12);
        Assert.Equal(0.8, dice.Last(p => p.X < 0.25).Y, 1e-12);
        Assert.Equal(2 / 3.0, dice.First(p => p.X >= 0.25).Y, 1e-12);
        Assert.Equal("ideal threshold 0.125", Assert.Single(charts[1].Marks).Name);
    }

    [Fact]
    public void Without_a_lesion_there_is_no_curve()
    {
        var histogram = new ScoreHistogram();
        histogram.Add([0.5f], [0]);
        Assert.Empty(ScoreCurves.Of([(new("published", "error", [], []), histogram.ToDistribution())]));
    }
}
