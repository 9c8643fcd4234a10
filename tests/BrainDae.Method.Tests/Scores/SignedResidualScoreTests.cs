using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Filters;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Tests.Scores;

public sealed class SignedResidualScoreTests
{
    private const int Size = 24;
    private const int Slices = 9;
    private const int Area = Size * Size;
    private const int Middle = Slices / 2 * Area + Size / 2 * Size + Size / 2;

    [Theory]
    [InlineData("flair", 0.3f, 1)]
    [InlineData("flair", -0.3f, 0)]
    [InlineData("t2", 0.3f, 0.25)]
    [InlineData("t2", -0.3f, 0)]
    [InlineData("t1", -0.3f, 0.25)]
    [InlineData("t1", 0.3f, 0)]
    [InlineData("t1ce", 0.3f, 0)]
    [InlineData("t1ce", -0.3f, 0)]
    public void Each_modality_counts_in_its_own_direction_and_strength(string modality, float change, double share)
    {
        var flair = Difference(Modality.Flair, 0.3f);

        Assert.True(flair > 0);
        Assert.Equal(share, Difference(Modality.Of(modality), change) / flair, 1e-5);

        // Before it is smoothed along the edges of FLAIR.
        static float Difference(Modality modality, float change) => SignedResidualScore.Differences(Input(modality, change, null, copied: false))[Middle];
    }

    [Fact]
    public void Lesion_that_the_network_copies_is_still_brighter_than_the_brain()
    {
        var seen = Score(Modality.Flair, 0.3f, null)[Middle];

        Assert.Equal(0.5, Score(Modality.Flair, 0.3f, null, copied: true)[Middle] / seen, 1e-5);
    }

    [Fact]
    public void Baseline_is_the_score_without_its_residuals()
    {
        var input = Input(Modality.Flair, 0.3f, null, copied: true);
        var expected = new SignedResidualScore().Compute(input);

        Assert.True(expected[Middle] > 0);
        Assert.Equal(expected, new FlairContrastScore().Compute(input with { Reconstruction = default }));
    }

    [Fact]
    public void Residuals_are_measured_in_healthy_deviations()
    {
        var healthy = new HealthyResiduals([0.1, 0.2, 0.3, 0.4], 1000);

        Assert.Equal(10, Score(Modality.Flair, 0.3f, healthy)[Middle] / Score(Modality.Flair, 0.3f, null)[Middle], 1e-4);
        Assert.Equal(1 / 0.4, Score(Modality.T2, 0.3f, healthy)[Middle] / Score(Modality.T2, 0.3f, null)[Middle], 1e-4);
    }

    [Fact]
    public void Patient_of_stronger_contrasts_is_scaled_down_by_the_root()
    {
        Assert.Equal(1, Gray(0).Foreground.ContrastScale);
        Assert.Equal(0.04, Gray(0.04f).Foreground.SpreadFlair, 1e-6);
        Assert.Equal(5, Gray(0.04f).Foreground.ContrastScale, 1e-4);

        // The brightest third lies one step above the median.
        Assert.Equal(0.16 * 2.5, SignedResidualScore.Differences(Gray(0.16f)).Max(), 1e-4);

        static ReconstructedPatient Gray(float step)
        {
            float[] images = [.. Enumerable.Range(0, Slices * Area).Select(i => 0.5f + i % 3 * step)];
            return new(images, images, Slices, Size) { Modalities = Modalities.Parse("flair") };
        }
    }

    [Fact]
    public void Score_is_smoothed_along_the_edges_of_flair_and_as_far_as_the_calibration_says()
    {
        var input = Input(Modality.Flair, 0.3f, new([1, 1, 1, 1], 1), copied: false);
        var usual = new SignedResidualScore().Compute(input);
        var little = new SignedResidualScore().Compute(input with { Calibration = input.Calibration! with { Smoothing = 0.5 } });

        // The middle cube reaches to 2 pixels from its middle: beyond its edge there is less than a Gaussian alone would leave.
        var gaussian = SignedResidualScore.Differences(input);
        GaussianFilter.Apply(gaussian, new(Slices, Size, Size), input.Spacing, 2);
        Assert.True(usual[Middle + 3] / usual[Middle] < 0.85 * gaussian[Middle + 3] / gaussian[Middle], $"{usual[Middle + 3] / usual[Middle]} {gaussian[Middle + 3] / gaussian[Middle]}");
        Assert.True(little[Middle] > usual[Middle]);
        Assert.True(little[Middle + 3] < usual[Middle + 3]);
    }

    [Fact]
    public void Score_reaches_into_neighbouring_slices_but_not_into_the_background()
    {
        var scores = Score(Modality.Flair, 0.3f, null);

        Assert.True(scores[Middle] > scores[Middle + 2 * Area] && scores[Middle + 2 * Area] > 0);
        Assert.All(Enumerable.Range(0, scores.Length).Where(i => i % Area / Size < 2), i => Assert.Equal(0, scores[i]));
    }

    [Fact]
    public void Residuals_in_the_background_do_not_reach_the_brain()
    {
        var input = Input(Modality.Flair, 0.3f, null, copied: false);
        float[] spilt = [.. input.Reconstruction.ToArray().Select((value, i) => i % Area / Size < 2 ? -5 : value)];

        Assert.Equal(new SignedResidualScore().Compute(input), new SignedResidualScore().Compute(input with { Reconstruction = spilt }));
    }

    [Fact]
    public void Deviations_are_root_mean_squares_over_the_foreground()
    {
        var images = new float[2 * 4 * 4];
        float[] half = [1, 1, 0, 0];
        for (var i = 0; i < images.Length; i++)
        {
            images[i] = half[i % 4];
        }

        float[] reconstruction = [.. images.Select((value, i) => value - (i % 4 < 2 ? (i / 4 % 4 + 1) * (i % 2 == 0 ? 0.1f : -0.1f) : 5))];
        var residuals = new HealthyResiduals.Accumulator(4);
        foreach (var slice in Enumerable.Range(0, 2))
        {
            residuals.Add(images.AsSpan(slice * 16, 16), reconstruction.AsSpan(slice * 16, 16), [1, 1, 0, 0]);
        }

        var healthy = residuals.ToResiduals();

        Assert.Equal(4, healthy.Pixels);
        Assert.Equal([0.1, 0.2, 0.3, 0.4], healthy.Deviations.Select(d => Math.Round(d, 6)));
    }

    [Fact]
    public void Nothing_measured_is_uncalibrated() => Assert.Equal([1, 1, 1], new HealthyResiduals.Accumulator(3).ToResiduals().Deviations);

    private static float[] Score(Modality modality, float change, HealthyResiduals? healthy, bool copied = false) =>
        new SignedResidualScore().Compute(Input(modality, change, healthy, copied));

    /// <summary>A flat head whose middle cube differs from its reconstruction in one modality.</summary>
    private static ReconstructedPatient Input(Modality modality, float change, HealthyResiduals? healthy, bool copied)
    {
        var reconstruction = new float[Slices * Modalities.Brats.Count * Area];
        for (var i = 0; i < reconstruction.Length; i++)
        {
            reconstruction[i] = i % Area / Size >= 2 ? 0.5f : 0;
        }

        var images = reconstruction.ToArray();
        foreach (var slice in Enumerable.Range(Slices / 2 - 1, 3))
        {
            foreach (var (x, y) in from x in Enumerable.Range(10, 5) from y in Enumerable.Range(10, 5) select (x, y))
            {
                images[((slice * Modalities.Brats.Count + Modalities.Brats.ChannelOf(modality)) * Size + x) * Size + y] += change;
            }
        }

        return new(images, copied ? images : reconstruction, Slices, Size) { Calibration = healthy is null ? null : new(healthy, ResidualUnit: null) };
    }
}
