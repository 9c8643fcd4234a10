using BrainDae.Metrics.Pixels;
using CsCheck;

namespace BrainDae.Metrics.Tests;

public class HealthyCalibrationTests
{
    [Theory]
    [InlineData(0, 0.875)]
    [InlineData(0.24, 0.875)]
    [InlineData(0.25, 0.75)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.99, 0.25)]
    public void The_threshold_is_the_lowest_that_lets_no_more_through(double rate, double threshold) =>
        Assert.Equal(threshold, HealthyCalibration.Threshold(PixelMetricsTests.Of([0.25f, 0.5f, 0.75f, 0.875f], new byte[4]), rate));

    [Fact]
    public void A_share_that_is_the_rate_exactly_is_let_through()
    {
        float[] scores = [.. Enumerable.Range(0, 220).Select(i => i < 160 ? 0.25f : 0.5f)];

        Assert.Equal(0.25, HealthyCalibration.Threshold(PixelMetricsTests.Of(scores, new byte[scores.Length]), 3d / 11));
    }

    [Fact]
    public void No_more_than_the_rate_is_above_it_and_any_lower_score_lets_more_through() =>
        (from scores in Gen.Float[0, 1].Array[1, 300] from rate in Gen.Double[0, 0.9] select (scores, rate)).Sample((scores, rate) =>
        {
            var distribution = PixelMetricsTests.Of(scores, new byte[scores.Length]);
            var threshold = HealthyCalibration.Threshold(distribution, rate)!.Value;
            var below = distribution.Counts.Select(c => (double)c.Score).Where(s => s < threshold).DefaultIfEmpty(double.NegativeInfinity).Max();
            return Share(threshold) <= rate && (double.IsInfinity(below) || Share(below) > rate);

            double Share(double t) => distribution.Above(t).FalsePositives / (double)scores.Length;
        });

    [Fact]
    public void Without_healthy_tissue_there_is_no_threshold() =>
        Assert.Null(HealthyCalibration.Threshold(new([])));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_rate_that_is_no_share_is_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HealthyCalibration.Threshold(new([]), rate));
}
