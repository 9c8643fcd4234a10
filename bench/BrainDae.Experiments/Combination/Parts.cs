using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Filters;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Scores;

namespace BrainDae.Experiments.Combination;

/// <summary>What can be combined of one patient, not smoothed yet; [slice, x, y] in C order.</summary>
/// <param name="input">What scores are computed from.</param>
internal sealed class Parts(ScoreInput input)
{
    private readonly Dictionary<double, GuidedFilter> guides = [];
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
        var scale = input.Brain.SpreadFlair > 0 ? Math.Pow(input.Brain.SpreadFlair, 0.5 - combination.SpreadExponent) : 1;
        var (bright, probability, values) = (combination.HasNetwork ? residual : contrast, input.LesionProbability, new float[residual.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(combination.ResidualWeight * bright[i] * scale / unit + combination.ProbabilityWeight * probability.Span[i]);
        }

        Smooth(values, combination.Smoothing);
        return values;
    }

    private void Smooth(float[] values, Smoothing smoothing)
    {
        var mask = input.Brain.Mask;
        var shape = new GridShape(input.Slices, input.Size, input.Size);
        ForegroundMask.HideBackground(values, mask);
        GaussianFilter.Apply(values, shape, input.Spacing, smoothing.Before);
        if (smoothing.Reach > 0)
        {
            if (!guides.TryGetValue(smoothing.Reach, out var guide))
            {
                float[] flair = [.. Enumerable.Range(0, input.Slices).SelectMany(slice => input.Modalities.Channel(input.Image(slice), Modality.Flair).ToArray())];
                guides[smoothing.Reach] = guide = new(flair, mask, shape, input.Spacing, smoothing.Reach, 1e-3);
            }

            guide.Apply(values);
        }

        GaussianFilter.Apply(values, shape, input.Spacing, smoothing.After);
        ForegroundMask.HideBackground(values, mask);
    }

    /// <summary>As the scores see it where nothing is smoothed.</summary>
    private static ScoreInput Raw(ScoreInput input) => input with { Calibration = input.Calibration! with { Smoothing = 0 } };
}
