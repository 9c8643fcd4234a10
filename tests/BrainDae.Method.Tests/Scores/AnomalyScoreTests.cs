using BrainDae.Data.Cohorts;
using BrainDae.Method.Scores;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Scores;

public sealed class AnomalyScoreTests
{
    [Theory]
    [InlineData("published", ScoreRole.Reference, true, false, 0.0, true, "")]
    [InlineData("signed_residual", ScoreRole.Method, true, true, 1.5, false, "flair")]
    [InlineData("combined", ScoreRole.Method, true, true, 1.5, false, "flair")]
    [InlineData("lesion_probability", ScoreRole.Method, false, false, 0.0, false, "")]
    [InlineData("flair_intensity", ScoreRole.Baseline, false, false, 0.0, false, "flair")]
    [InlineData("flair_smoothed", ScoreRole.Baseline, false, false, 0.0, false, "flair")]
    [InlineData("flair_contrast", ScoreRole.Baseline, false, false, 0.0, false, "flair")]
    public void Each_score_says_what_it_is_there_for_and_what_it_needs(
        string name, ScoreRole role, bool reconstruction, bool calibration, double peak, bool published, string modalities)
    {
        var score = Assert.Single(AnomalyScore.All, score => score.Name == name);

        Assert.Equal((role, reconstruction, calibration), (score.Role, score.NeedsReconstruction, score.NeedsCalibration));
        Assert.Equal((peak, published), (score.MinimumPeak, score.FitsPublishedThresholds));
        Assert.Equal(modalities, string.Join(',', score.NeededModalities));
    }

    [Theory]
    [InlineData("flair,t1,t1ce,t2", true, false, 5, "signed_residual")]
    [InlineData("flair,t1,t1ce,t2", false, false, 4, "published")]
    [InlineData("t1,t2", true, false, 1, "published")]
    [InlineData("flair,t1,t1ce,t2", true, true, 7, "combined")]
    [InlineData("t1,t2", true, true, 2, "published")]
    [InlineData("t2", false, true, 2, "published")]
    public void A_model_serves_the_scores_whose_needs_it_meets(string modalities, bool calibrated, bool lesions, int count, string used)
    {
        var seen = Modalities.Parse(modalities);
        var basis = new ScoreBasis(seen, calibrated ? new(HealthyResiduals.Uncalibrated(seen.Count), ResidualUnit: 1) : null, lesions);

        Assert.Equal(count, AnomalyScore.Servable(basis).Length);
        Assert.Equal(used, AnomalyScore.DefaultOf(basis).Name);
    }

    [Fact]
    public void A_model_that_was_calibrated_without_synthetic_lesions_keeps_the_default_it_had()
    {
        var basis = new ScoreBasis(Modalities.Brats, new(HealthyResiduals.Uncalibrated(4), ResidualUnit: null), LesionOutput: true);

        Assert.Equal("signed_residual", AnomalyScore.DefaultOf(basis).Name);
        Assert.DoesNotContain(AnomalyScore.Servable(basis), score => score.NeedsResidualUnit);
    }

    [Fact]
    public void The_reference_drops_components_by_voxels_and_all_others_by_volume_and_peak()
    {
        Assert.Equal(new(0, 0, 20), new PublishedScore().ComponentsOnSlices(50));
        Assert.Equal(new(50, 1.5), new SignedResidualScore().ComponentsOnSlices(50));
    }

    [Fact]
    public void The_published_score_is_the_reference_score()
    {
        var expected = Npy.Golden("score", "score.npy").Floats;

        var score = new PublishedScore().Compute(new(Npy.Golden("score", "clean.npy").Floats, Npy.Golden("score", "reconstruction.npy").Floats, 3, 128));

        Assert.Equal(expected.Length, score.Length);
        Assert.All(expected.Zip(score), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void The_median_is_over_the_foreground_of_all_slices()
    {
        float[] images = [0, 9, 0, 4, 1, 2, 3, 0];
        var input = new ReconstructedPatient(images, default, 2, 2) { Modalities = Modalities.Parse("flair") };

        Assert.Equal(3, input.Foreground.MedianFlair);
        Assert.Equal(1, input.Foreground.SpreadFlair);
    }
}
