using BrainDae.Evaluation.Results;
using BrainDae.Metrics.Intervals;
using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Volumes;

namespace BrainDae.Evaluation.Tests;

public sealed class ThresholdOutcomeTests
{
    private static readonly PatientBootstrap Bootstrap = new(3, resamples: 100);

    /// <summary>A lesion half found, a healthy patient without a detection, a lesion missed.</summary>
    private static readonly VolumeMetrics?[] Volumes =
    [
        new(new(10, 5, 10, 75), new(Lesions: 2, Found: 1, FalsePositives: 3), Hausdorff95: 4, SurfaceDice: 0.6),
        new(new(0, 0, 0, 100), new(0, 0, 0), double.NaN, double.NaN),
        new(new(0, 0, 20, 80), new(1, 0, 0), double.NaN, 0),
    ];

    private static readonly ConfusionCounts[] Plain = [new(10, 10, 10, 70), new(0, 2, 0, 98), new(1, 0, 19, 80)];

    [Fact]
    public void Undefined_figures_are_left_out_of_means_which_say_over_how_many_they_are()
    {
        var summary = Outcome(filtered: true).Summary(Bootstrap);

        Assert.Equal(22 / 63.0, summary.Dice!.Value, 1e-12);
        Assert.Equal(20 / 55.0, summary.DiceFiltered!.Value, 1e-12);
        Assert.Equal((20 / 35.0 + 0) / 2, summary.MeanPatientDice!.Value, 1e-12);
        Assert.Equal(10 / 40.0, summary.Sensitivity!.Value, 1e-12);
        Assert.Equal(10 / 15.0, summary.Precision!.Value, 1e-12);
        Assert.Equal(new(4, 4, 1, null), summary.Hausdorff95);
        Assert.Equal((0.3, 0.3, 2), (summary.SurfaceDice!.Mean, summary.SurfaceDice.Median, summary.SurfaceDice.Patients));
        Assert.NotNull(summary.SurfaceDice.Interval);
        var lesions = summary.Lesions!;
        Assert.Equal((3, 1, 3), (lesions.Lesions, lesions.Found, lesions.FalsePositives));
        Assert.Equal((1.0, 1 / 3.0, 0.25, 2 / 7.0), (lesions.FalsePositivesPerScan, lesions.Recall, lesions.Precision, lesions.F1));
    }

    [Fact]
    public void Without_filtering_pixels_are_counted_as_published_and_volumes_are_measured_all_the_same()
    {
        var summary = Outcome(filtered: false).Summary(Bootstrap);

        Assert.Equal(22 / 63.0, summary.Dice!.Value, 1e-12);
        Assert.Null(summary.DiceFiltered);
        Assert.Null(summary.DiceFilteredInterval);
        Assert.Equal((20 / 40.0 + 2 / 21.0) / 2, summary.MeanPatientDice!.Value, 1e-12);
        Assert.Equal(1, summary.Lesions!.Found);
    }

    [Fact]
    public void A_patient_has_null_where_a_figure_is_not_defined()
    {
        var (found, healthy, missed) = (Outcome(true).Of(0), Outcome(true).Of(1), Outcome(true).Of(2));

        Assert.Equal(new(20 / 35.0, 0.5, 10 / 15.0, 2, 1, 3, 0.5, 2 / 6.0, 4, 0.6), found);
        Assert.Equal(new(null, null, null, 0, 0, 0, null, null, null, null), healthy);
        Assert.Equal(new(0, 0, null, 1, 0, 0, 0, 0, null, 0), missed);
    }

    [Fact]
    public void What_was_not_measured_is_null()
    {
        var outcome = new ThresholdOutcome(0.5, [.. Plain], [null, null, null], Filtered: false);

        Assert.Null(outcome.Summary(Bootstrap).Lesions);
        Assert.Null(outcome.Summary(Bootstrap).Hausdorff95);
        Assert.Equal(new(0.5, 0.5, 0.5, null, null, null, null, null, null, null), outcome.Of(0));
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(0.5, null, 1, 0.5)]
    [InlineData(2.0, 2.0, 4, 1.0, 1.0, 1.0, 5.0)]
    public void Spread_over_models_is_that_of_a_sample(double? mean, double? deviation, int models, params double[] values)
    {
        var spread = FigureSpread.Of([null, .. values.Select(value => (double?)value)]);

        Assert.Equal((mean, deviation, models), (spread.Mean, spread.StandardDeviation, spread.Models));
    }

    private static ThresholdOutcome Outcome(bool filtered) => new(0.5, [.. Plain], [.. Volumes], filtered);
}
