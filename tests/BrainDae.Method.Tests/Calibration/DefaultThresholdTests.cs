using System.Text.Json.Nodes;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Tests.Calibration;

public sealed class DefaultThresholdTests
{
    private static readonly AnomalyScore Score = AnomalyScore.All[0];

    [Theory]
    [InlineData(0.5, 0.6, 0.7, ThresholdKind.Val)]
    [InlineData(0.5, null, null, ThresholdKind.Val)]
    [InlineData(null, 0.6, 0.7, ThresholdKind.Synthetic)]
    [InlineData(null, 0.6, null, ThresholdKind.Healthy)]
    [InlineData(null, null, null, null)]
    public void What_this_version_stores_is_val_else_synthetic_else_healthy(double? val, double? healthy, double? synthetic, ThresholdKind? expected)
    {
        var thresholds = ScoreThresholds.WithDefault(Score.Revision, val, healthy, synthetic);

        Assert.Equal(expected, thresholds.Default);
        Assert.Equal(expected, Stored(thresholds).DefaultKind(Score));
    }

    [Fact]
    public void All_kinds_are_read_back_with_how_sure_they_are()
    {
        var thresholds = new ScoreThresholds(Score.Revision, 0.5, 0.6, ThresholdKind.Synthetic, 0.7) { ValRange = new(0.4, 0.55, 2), HealthyRange = new(0.5, 0.7, 3), SyntheticRange = new(0.6, 0.9, 8) };

        var stored = Stored(thresholds);

        Assert.Equal(thresholds, stored.Thresholds[Score.Name]);
        foreach (var (kind, value, range) in new[] { (ThresholdKind.Val, 0.5, thresholds.ValRange), (ThresholdKind.Healthy, 0.6, thresholds.HealthyRange), (ThresholdKind.Synthetic, 0.7, thresholds.SyntheticRange) })
        {
            Assert.Equal(value, stored.Of(Score, kind));
            Assert.Equal(range, stored.Thresholds[Score.Name].RangeOf(kind));
        }

        Assert.Equal(ThresholdKind.Synthetic, stored.DefaultKind(Score));
        Assert.Null(thresholds.RangeOf(ThresholdKind.Given));
    }

    [Fact]
    public void A_unit_is_above_0()
    {
        var calibration = Current with { ResidualUnit = 2 };
        Assert.Equal(new(calibration.Healthy, 2), ModelCalibration.Parse("model", calibration.ToJson()).ForScores with { Healthy = calibration.Healthy });

        var failure = Assert.Throws<BrainDaeException>(() => ModelCalibration.Parse("model", (calibration with { ResidualUnit = 0 }).ToJson()));

        Assert.Contains("unit is not above 0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_of_an_earlier_definition_of_the_residual_is_none()
    {
        var earlier = Current with { ResidualUnit = 2, Thresholds = Current.Thresholds.SetItem("signed_residual", new(new SignedResidualScore().Revision - 1, 0.5, 0.6)) };

        Assert.Null(earlier.ForScores.ResidualUnit);
        Assert.Null((earlier with { Thresholds = earlier.Thresholds.Remove("signed_residual") }).ForScores.ResidualUnit);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.0, 0)]
    public void Scores_are_smoothed_as_the_calibration_says(double? stored, double used) =>
        Assert.Equal(used, ModelCalibration.Parse("model", (Current with { Smoothing = stored }).ToJson()).ForScores.Smoothing);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(101)]
    public void Smoothing_is_0_to_100_mm(double smoothing)
    {
        var failure = Assert.Throws<BrainDaeException>(() => ModelCalibration.Parse("model", (Current with { Smoothing = smoothing }).ToJson()));

        Assert.Contains("smoothing is not 0 to 100 mm", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_stored_is_read_and_not_derived() =>
        Assert.Equal(ThresholdKind.Healthy, Stored(new(Score.Revision, 0.5, 0.6, ThresholdKind.Healthy)).DefaultKind(Score));

    [Theory]
    [InlineData(0.5, ThresholdKind.Val)]
    [InlineData(null, ThresholdKind.Healthy)]
    public void A_model_that_stores_no_default_keeps_the_one_it_had(double? val, ThresholdKind expected)
    {
        var json = JsonNode.Parse(Calibrations.With(new(Score.Revision, val, 0.6)).ToJson())!;
        Assert.True(json["thresholds"]![Score.Name]!.AsObject().Remove("default"));

        Assert.Equal(expected, ModelCalibration.Parse("model", json.ToJsonString()).DefaultKind(Score));
    }

    [Theory]
    [InlineData(ThresholdKind.Given)]
    [InlineData(ThresholdKind.Val)]
    public void A_default_that_is_not_there_is_none(ThresholdKind stored) =>
        Assert.Equal(ThresholdKind.Healthy, Stored(new(Score.Revision, null, 0.6, stored)).DefaultKind(Score));

    [Fact]
    public void Thresholds_of_an_earlier_definition_of_the_score_are_none() =>
        Assert.Null(Stored(new(Score.Revision - 1, 0.5, 0.6, ThresholdKind.Val)).DefaultKind(Score));

    private static ModelCalibration Current =>
        Calibrations.Usual with { Thresholds = Calibrations.Usual.Thresholds.SetItem("signed_residual", new(new SignedResidualScore().Revision, 0.5, 0.6)) };

    private static ModelCalibration Stored(ScoreThresholds thresholds) =>
        ModelCalibration.Parse("model", Calibrations.With(thresholds).ToJson());
}
