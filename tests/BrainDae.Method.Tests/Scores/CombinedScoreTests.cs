using BrainDae.Data.Cohorts;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Tests.Scores;

public sealed class CombinedScoreTests
{
    private const int Size = 24;
    private const int Slices = 9;
    private const int Area = Size * Size;
    private const double Unit = 2.5;

    [Fact]
    public void The_residual_counts_in_its_unit_and_the_probability_by_half()
    {
        var input = Input(change: 0.3f, probability: 0.8f);
        var residual = new SignedResidualScore().Compute(input);
        var probability = new LesionProbabilityScore().Compute(input);

        Assert.Contains(residual, value => value > 0.01);
        Assert.Contains(probability, value => value > 0.01);
        Close(residual.Zip(probability, (r, p) => r / Unit + p / 2.0), new CombinedScore().Compute(input));
    }

    [Fact]
    public void Its_parts_are_named_and_add_up_to_it_before_they_are_smoothed()
    {
        var input = Input(change: 0.3f, probability: 0.8f);

        var parts = new CombinedScore().Parts(input);

        Assert.Equal(new CombinedScore().PartNames, parts.Select(part => part.Score));
        Assert.Equal(["signed_residual", "lesion_probability"], parts.Select(part => part.Score));
        float[] sum = [.. parts[0].Values.ToArray().Zip(parts[1].Values.ToArray(), (a, b) => a + b)];
        input.Smooth(sum);
        Assert.Equal(sum, new CombinedScore().Compute(input));
        Assert.Equal(0.3 * 2 / Unit, parts[0].Values.Span[Middle], 1e-5);
    }

    [Fact]
    public void Other_scores_have_no_parts() =>
        Assert.All(AnomalyScore.All.Where(score => score is not CombinedScore), score => Assert.Equal((0, 0), (score.PartNames.Length, score.Parts(Input(0.3f, 0.8f)).Length)));

    [Fact]
    public void Without_a_unit_there_is_no_score()
    {
        var input = Input(change: 0.3f, probability: 0.8f);

        Assert.Throws<ArgumentException>(() => new CombinedScore().Compute(input with { Calibration = new(HealthyResiduals.Uncalibrated(4), ResidualUnit: null) }));
        Assert.Throws<ArgumentException>(() => new CombinedScore().Parts(input with { Calibration = null }));
    }

    private static int Middle => Slices / 2 * Area + Size / 2 * Size + Size / 2;

    private static void Close(IEnumerable<double> expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));

    /// <summary>A flat head whose middle cube is brighter on FLAIR than its reconstruction, and lesion by what the network says.</summary>
    private static ReconstructedPatient Input(float change, float probability)
    {
        var reconstruction = new float[Slices * Modalities.Brats.Count * Area];
        for (var i = 0; i < reconstruction.Length; i++)
        {
            reconstruction[i] = i % Area / Size >= 2 ? 0.5f : 0;
        }

        var (images, lesion) = (reconstruction.ToArray(), new float[Slices * Area]);
        foreach (var slice in Enumerable.Range(Slices / 2 - 1, 3))
        {
            foreach (var (x, y) in from x in Enumerable.Range(10, 5) from y in Enumerable.Range(10, 5) select (x, y))
            {
                images[((slice * Modalities.Brats.Count + Modalities.Brats.ChannelOf(Modality.Flair)) * Size + x) * Size + y] += change;
                lesion[(slice * Size + x) * Size + y] = probability;
            }
        }

        return new(images, reconstruction, Slices, Size) { LesionProbability = lesion, Calibration = new(HealthyResiduals.Uncalibrated(4), Unit) };
    }
}
