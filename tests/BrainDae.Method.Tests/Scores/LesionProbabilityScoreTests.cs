using BrainDae.Data.Cohorts;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Tests.Scores;

public sealed class LesionProbabilityScoreTests
{
    [Fact]
    public void The_probability_is_smoothed_within_the_foreground_alone()
    {
        const int Size = 16;
        var images = new float[3 * Size * Size];
        var probability = new float[images.Length];
        for (var i = 0; i < images.Length; i++)
        {
            images[i] = i % Size >= 8 ? 1 : 0;
            probability[i] = i / (Size * Size) == 1 && i / Size % Size == 8 && i % Size is 7 or 8 ? 1 : 0;
        }

        var input = new ReconstructedPatient(images, default, 3, Size) { Modalities = Modalities.Parse("t2"), LesionProbability = probability };
        var score = new LesionProbabilityScore().Compute(input);

        Assert.All(Enumerable.Range(0, score.Length), i => Assert.True(images[i] == 0 ? score[i] == 0 : score[i] is > 0 and < 1));
        Assert.Equal(Size * Size + 8 * Size + 8, Array.IndexOf(score, score.Max()));
        Assert.Equal(score[8 * Size + 8], score[2 * Size * Size + 8 * Size + 8], 1e-6f);
    }
}
