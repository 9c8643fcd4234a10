using BrainDae.Data.Cohorts;
using BrainDae.Method.Scores;

namespace BrainDae.Experiments.Combination;

/// <summary>What can be combined of one patient, each smoothed; [slice, x, y] in C order.</summary>
/// <param name="Signed"><see cref="SignedResidualScore"/>.</param>
/// <param name="Contrast">FLAIR above its median, in healthy deviations.</param>
/// <param name="Probability"><see cref="LesionProbabilityScore"/>.</param>
/// <param name="Foreground">0 is background.</param>
/// <param name="Area">Pixels of a slice.</param>
/// <param name="FlairSpread">Median of FLAIR's distance from its median in the brain.</param>
internal sealed record Parts(float[] Signed, float[] Contrast, float[] Probability, byte[] Foreground, int Area, double FlairSpread)
{
    public static Parts Of(ScoreInput input)
    {
        var brightness = 1 / input.Calibration!.Healthy.Deviations[input.Modalities.ChannelOf(Modality.Flair)];
        return new(
            new SignedResidualScore().Compute(input),
            Array.ConvertAll(new FlairContrastScore().Compute(input), contrast => (float)(contrast * brightness)),
            new LesionProbabilityScore().Compute(input),
            input.Brain.Mask.ToArray(),
            input.Size * input.Size,
            Spread(input));
    }

    /// <summary>A combination of every pixel of the brain; -1 outside.</summary>
    public float[] Of(Func<Parts, int, double> combination)
    {
        var values = new float[Foreground.Length];
        Parallel.For(0, values.Length / Area, slice =>
        {
            for (var i = slice * Area; i < (slice + 1) * Area; i++)
            {
                values[i] = Foreground[i] == 0 ? -1f : (float)combination(this, i);
            }
        });
        return values;
    }

    private static double Spread(ScoreInput input)
    {
        List<double> distances = [];
        var area = input.Size * input.Size;
        for (var slice = 0; slice < input.Slices; slice++)
        {
            var flair = input.Modalities.Channel(input.Image(slice), Modality.Flair);
            for (var i = 0; i < area; i++)
            {
                if (input.Brain.Mask[slice * area + i] != 0)
                {
                    distances.Add(Math.Abs(flair[i] - input.Brain.MedianFlair));
                }
            }
        }

        distances.Sort();
        return distances[distances.Count / 2];
    }
}
