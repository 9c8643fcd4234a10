using System.Collections.Immutable;
using System.Numerics.Tensors;
using BrainDae.Data.Cohorts;

namespace BrainDae.Method.Scores;

/// <summary>
/// The strongest baseline without a network: FLAIR above its median in the patient's brain, scaled and
/// smoothed as <see cref="SignedResidualScore"/> is. It is one of that score's parts, so what the network adds is the difference.
/// </summary>
public sealed class FlairContrastScore : AnomalyScore
{
    /// <inheritdoc/>
    public override string Name => "flair_contrast";

    /// <inheritdoc/>
    public override string Description => "FLAIR above its median in the brain, smoothed in 3-D along FLAIR's edges, no network (baseline)";

    /// <inheritdoc/>
    public override ScoreRole Role => ScoreRole.Baseline;

    /// <inheritdoc/>
    public override ImmutableArray<Modality> NeededModalities => [Modality.Flair];

    /// <inheritdoc/>
    public override bool NeedsReconstruction => false;

    /// <inheritdoc/>
    public override int Revision => 2;

    /// <inheritdoc/>
    public override bool FitsPublishedThresholds => false;

    /// <inheritdoc/>
    protected override float[] ComputeCore(ReconstructedPatient input)
    {
        var area = input.Size * input.Size;
        var (median, scale) = (input.Foreground.MedianFlair, input.Foreground.ContrastScale);
        var scores = new float[input.Slices * area];
        Parallel.For(0, input.Slices, slice =>
        {
            var score = scores.AsSpan(slice * area, area);
            TensorPrimitives.Subtract(input.Modalities.Channel(input.Image(slice), Modality.Flair), median, score);
            TensorPrimitives.Max(score, 0, score);
            TensorPrimitives.Multiply(score, scale, score);
        });
        input.Smooth(scores);
        return scores;
    }
}
