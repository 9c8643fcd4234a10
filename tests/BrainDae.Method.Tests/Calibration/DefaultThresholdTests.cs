using System.Text.Json.Nodes;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Tests.Calibration;

public sealed class DefaultThresholdTests
{
    private static readonly AnomalyScore Score = AnomalyScore.All[0];

    [Theory]
    [InlineData(0.5, 0.6, ThresholdKind.Val)]
    [InlineData(0.5, null, ThresholdKind.Val)]
    [InlineData(null, 0.6, ThresholdKind.Healthy)]
    [InlineData(null, null, null)]
    public void What_this_version_stores_is_val_where_there_is_one(double? val, double? healthy, ThresholdKind? expected)
    {
        var thresholds = ScoreThresholds.WithDefault(Score.Revision, val, healthy);

        Assert.Equal(expected, thresholds.Default);
        Assert.Equal(expected, Stored(thresholds).DefaultKind(Score));
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

    private static ModelCalibration Stored(ScoreThresholds thresholds) =>
        ModelCalibration.Parse("model", Calibrations.With(thresholds).ToJson());
}
