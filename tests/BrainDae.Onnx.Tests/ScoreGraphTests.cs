using BrainDae.Files;
using BrainDae.Data.Cohorts;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;
using BrainDae.Onnx.Graphs;

namespace BrainDae.Onnx.Tests;

/// <summary>The scores as graphs give what our own give.</summary>
public sealed class ScoreGraphTests
{
    private const int Slices = 9;
    private const int Size = 24;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Published_score_is_ours_bit_for_bit(int modalities)
    {
        var input = Input(modalities);

        var actual = GraphRun.Of(PublishedScoreGraph.Of(modalities)).Score(input);

        Assert.Equal(new PublishedScore().Compute(input), actual);
        Assert.Contains(actual, value => value > 0);
    }

    [Theory]
    [InlineData(true, 2, 1, 1)]
    [InlineData(true, 0.5, 3, 1.2)]
    [InlineData(true, 0, 1, 1)]
    [InlineData(false, 2, 5, 0.8)]
    [InlineData(false, 30, 1, 1)]
    public void Smoothed_scores_are_ours(bool combined, double smoothing, double between, double within)
    {
        var calibration = new ScoreCalibration(new([0.1, 0.2, 0.15, 0.3], 1), ResidualUnit: 2, smoothing);
        var input = Input(4) with { Calibration = calibration, Spacing = new(between, within, within * 1.1) };

        var actual = GraphRun.Of(SmoothedScoreGraph.Of(Modalities.Brats, calibration, combined)).Score(input, combined);

        var expected = ((AnomalyScore)(combined ? new CombinedScore() : new SignedResidualScore())).Compute(input);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains(actual, value => value > 0.1);
    }

    [Fact]
    public void Background_alone_scores_nothing()
    {
        var calibration = new ScoreCalibration(HealthyResiduals.Uncalibrated(4), ResidualUnit: 1);
        var input = Input(4);
        input = new(new float[input.Images.Length], input.Reconstruction, Slices, Size) { LesionProbability = input.LesionProbability, Calibration = calibration };

        Assert.All(GraphRun.Of(SmoothedScoreGraph.Of(Modalities.Brats, calibration, combined: true)).Score(input, combined: true), value => Assert.Equal(0, value));
        Assert.All(GraphRun.Of(PublishedScoreGraph.Of(4)).Score(input), value => Assert.Equal(0, value));
    }

    private static ReconstructedPatient Input(int modalities)
    {
        var images = Brains.Images(Slices, Size, modalities);
        return new(images, Brains.Noise(images.Length, 5), Slices, Size)
        {
            Modalities = modalities == 4 ? Modalities.Brats : Modalities.Parse("FLAIR"),
            LesionProbability = Brains.Noise(Slices * Size * Size, 6),
        };
    }

    [Fact]
    public void A_default_score_without_a_graph_is_refused_by_name()
    {
        using var model = new RandomModel(new UNetOptions { BaseChannels = 2, Depth = 2 });

        var failure = Assert.Throws<BrainDaeException>(() => OnnxExport.Score(model.File, new Unknown(OnnxExport.Scores(model.File)[^1].Name)));

        Assert.Contains("has no ONNX graph", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A score that came after the graphs were written.</summary>
    private sealed class Unknown(string name) : AnomalyScore
    {
        public override string Name => name;

        public override string Description => name;

        public override ScoreRole Role => ScoreRole.Reference;

        public override bool NeedsReconstruction => true;

        public override bool FitsPublishedThresholds => false;

        protected override float[] ComputeCore(ReconstructedPatient input) => [];
    }
}
