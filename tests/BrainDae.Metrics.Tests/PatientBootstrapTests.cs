using System.Collections.Immutable;
using BrainDae.Imaging.Randomness;
using BrainDae.Metrics.Intervals;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Metrics.Tests;

public class PatientBootstrapTests
{
    [Fact]
    public void Average_precision_of_every_resample_is_that_of_the_pixels_pooled_anew()
    {
        var patients = Enumerable.Range(0, 7).Select(i => Pixels(i, 400)).ToArray();
        double[][] weights = [.. Enumerable.Range(0, 131).Select(r => Draw(7, new RandomStream(5, r)))];

        var resampled = ResampledAveragePrecision.Of([.. patients.Select(p => Counts(p.Scores, p.Labels))], weights);

        for (var r = 0; r < weights.Length; r++)
        {
            var drawn = Enumerable.Range(0, 7).SelectMany(p => Enumerable.Repeat(patients[p], (int)weights[r][p])).ToArray();
            var naive = AveragePrecision.Of(PixelMetricsTests.Of([.. drawn.SelectMany(p => p.Scores)], [.. drawn.SelectMany(p => p.Labels)]));
            Assert.Equal(naive, resampled[r], 1e-13);
        }
    }

    [Fact]
    public void A_resample_without_a_lesion_has_no_average_precision()
    {
        var patients = ImmutableArray.Create(Counts([0.1f, 0.5f], [0, 1]), Counts([0.3f, 0.7f], [0, 0]));

        var resampled = ResampledAveragePrecision.Of(patients, [[2, 0], [0, 2], [1, 1]]);

        Assert.Equal([1, double.NaN, 0.5], resampled);
    }

    [Fact]
    public void Negative_and_infinite_scores_keep_their_order()
    {
        float[] scores = [float.NegativeInfinity, -2, -0.5f, 0, 0.5f, float.PositiveInfinity];
        byte[] labels = [1, 0, 1, 0, 1, 0];
        var distribution = PixelMetricsTests.Of(scores, labels);

        Assert.Equal(AveragePrecision.Of(distribution), Assert.Single(ResampledAveragePrecision.Of([distribution.Counts.AsMemory()], [[1]])), 1e-15);
    }

    [Fact]
    public void Interval_of_a_mean_is_near_that_of_the_normal_distribution()
    {
        // 400 draws of standard deviation 1: the standard error is 0.05, so the interval is about 0.196 wide.
        var random = new RandomStream(3);
        ImmutableArray<double?> values = [.. Enumerable.Range(0, 400).Select(_ => (double?)random.NextNormal())];
        var mean = values.Average()!.Value;

        var interval = new PatientBootstrap(400).OfMean(values)!.Value;

        Assert.InRange(interval.Low, mean - 0.11, mean - 0.085);
        Assert.InRange(interval.High, mean + 0.085, mean + 0.11);
    }

    [Fact]
    public void Draws_depend_on_the_seed_alone()
    {
        ImmutableArray<double?> values = [.. Enumerable.Range(0, 30).Select(i => (double?)(i * i))];
        ConfidenceInterval Of(long seed) => new PatientBootstrap(30, seed, 200).OfMean(values)!.Value;

        Assert.Equal(Of(4), Of(4));
        Assert.NotEqual(Of(4), Of(5));
    }

    [Fact]
    public void Patients_without_a_value_are_left_out_of_the_mean()
    {
        // Whatever is drawn, the mean of the defined values is 3; resamples without any are skipped.
        var bootstrap = new PatientBootstrap(4, resamples: 500);

        Assert.Equal(new(3, 3), bootstrap.OfMean([3, null, 3, double.NaN]));
        Assert.Null(bootstrap.OfMean([3, null, null, double.NaN]));
    }

    [Fact]
    public void Pooled_Dice_weighs_patients_by_their_pixels()
    {
        ConfusionCounts[] patients = [new(100, 0, 0, 9), new(0, 50, 50, 9), new(0, 0, 0, 9)];
        var interval = new PatientBootstrap(3, resamples: 4000).OfRatio(
            [.. patients.Select(p => 2.0 * p.TruePositives)], [.. patients.Select(p => 2.0 * p.TruePositives + p.FalsePositives + p.FalseNegatives)])!.Value;

        // From resamples with the second patient alone to those with the first alone.
        Assert.Equal((0, 1), (interval.Low, interval.High));
    }

    [Fact]
    public void One_patient_has_no_interval()
    {
        var bootstrap = new PatientBootstrap(1);

        Assert.Null(bootstrap.OfMean([0.5]));
        Assert.Null(bootstrap.OfRatio([2], [4]));
        Assert.Null(bootstrap.OfAveragePrecision([Counts([0.1f, 0.2f], [0, 1])]));
        Assert.Null(new PatientBootstrap(0).OfMean([]));
    }

    [Fact]
    public void Interval_of_average_precision_holds_the_figure_itself()
    {
        var patients = Enumerable.Range(0, 40).Select(i => Pixels(i, 500)).ToArray();
        var pooled = PixelMetricsTests.Of([.. patients.SelectMany(p => p.Scores)], [.. patients.SelectMany(p => p.Labels)]);

        var interval = new PatientBootstrap(40).OfAveragePrecision([.. patients.Select(p => Counts(p.Scores, p.Labels))])!.Value;

        Assert.InRange(AveragePrecision.Of(pooled), interval.Low, interval.High);
        Assert.InRange(interval.High - interval.Low, 0.001, 0.2);
    }

    [Fact]
    public void Another_number_of_values_than_of_patients_is_refused() =>
        Assert.Throws<ArgumentException>(() => new PatientBootstrap(3, resamples: 1).OfMean([1, 2]));

    [Fact]
    public void Another_number_of_distributions_than_of_patients_is_refused()
    {
        var scores = PixelMetricsTests.Of([0.1f, 0.2f], [0, 1]);

        Assert.Throws<ArgumentException>(() => new PatientBootstrap(1, resamples: 1).AveragePrecisions([scores, scores]));
        Assert.Throws<ArgumentException>(() => new PatientBootstrap(3, resamples: 1).AveragePrecisions([scores, scores]));
    }

    [Fact]
    public void Each_resample_draws_from_the_stream_of_its_own_number()
    {
        var patients = Enumerable.Range(0, 6).Select(i => PixelMetricsTests.Of(Pixels(i, 200).Scores, Pixels(i, 200).Labels)).ToImmutableArray();
        double[][] weights = [.. Enumerable.Range(0, 9).Select(r => Draw(6, new RandomStream(8, r)))];

        Assert.Equal(
            ResampledAveragePrecision.Of([.. patients.Select(p => p.Counts.AsMemory())], weights),
            new PatientBootstrap(6, seed: 8, resamples: 9).AveragePrecisions(patients));
    }

    [Fact]
    public void Two_patients_with_a_lesion_have_an_interval_and_one_has_none()
    {
        var (lesion, healthy) = (PixelMetricsTests.Of([0.1f, 0.2f], [0, 1]), PixelMetricsTests.Of([0.1f, 0.2f], [0, 0]));

        Assert.NotNull(new PatientBootstrap(3).OfAveragePrecision([lesion, healthy, lesion]));
        Assert.Null(new PatientBootstrap(3).OfAveragePrecision([lesion, healthy, healthy]));
    }

    private static ReadOnlyMemory<ScoreCount> Counts(float[] scores, byte[] labels) => PixelMetricsTests.Of(scores, labels).Counts.AsMemory();

    private static double[] Draw(int patients, RandomStream random)
    {
        var weights = new double[patients];
        for (var i = 0; i < patients; i++)
        {
            weights[random.NextInt(patients)]++;
        }

        return weights;
    }

    private static (float[] Scores, byte[] Labels) Pixels(int patient, int count)
    {
        var random = new RandomStream(11, patient);
        var share = random.NextDouble(0, 0.3);
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < share ? (byte)1 : (byte)0)];
        return ([.. labels.Select(l => (float)(0.3 * l + 0.2 * Math.Abs(random.NextNormal())))], labels);
    }
}
