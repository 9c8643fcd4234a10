using BrainDae.Method.Scores;

namespace BrainDae.Experiments.Combination;

/// <summary>What can be combined of one patient, not smoothed yet; [slice, x, y] in C order.</summary>
/// <param name="input">What scores are computed from.</param>
internal sealed class Parts(ReconstructedPatient input)
{
    private readonly float[] residual = new SignedResidualScore().Compute(Raw(input));
    private readonly float[] contrast = new FlairContrastScore().Compute(Raw(input));

    /// <summary>Pixels of a slice.</summary>
    public int Area => input.Size * input.Size;

    /// <summary>A combination of every pixel.</summary>
    /// <param name="combination">Which.</param>
    /// <param name="unit">What the residual is divided by.</param>
    public float[] Of(Combination combination, double unit)
    {
        // The scores are scaled to the root of the spread already.
        var scale = input.Foreground.SpreadFlair > 0 ? Math.Pow(input.Foreground.SpreadFlair, 0.5 - combination.SpreadExponent) : 1;
        var (bright, probability, values) = (combination.HasNetwork ? residual : contrast, input.LesionProbability, new float[residual.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(combination.ResidualWeight * bright[i] * scale / unit + combination.ProbabilityWeight * probability.Span[i]);
        }

        input.Foreground.Smooth(values, input.Spacing, combination.Smoothing.Before, combination.Smoothing.Reach, combination.Smoothing.After);
        return values;
    }

    /// <summary>As the scores see it where nothing is smoothed.</summary>
    private static ReconstructedPatient Raw(ReconstructedPatient input) => input with { Calibration = input.Calibration! with { Smoothing = 0 } };
}
