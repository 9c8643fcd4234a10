using System.Collections.Immutable;
using System.Numerics.Tensors;
using BrainDae.Data.Cohorts;

namespace BrainDae.Method.Scores;

/// <summary>
/// Looks for what lesions have in common: brighter than expected on FLAIR and T2, darker on T1, and continuous across
/// slices. The difference of each modality is divided by its healthy deviation (<see cref="HealthyResiduals"/>),
/// weighted by a prior of sign and strength, and summed; the positive part is scaled to the patient's own contrast and
/// smoothed in three dimensions along the edges of FLAIR (<see cref="ForegroundStatistics"/>).
/// </summary>
/// <remarks>
/// Expected is the reconstruction; FLAIR is compared with its median over the patient's brain too, as strongly, because
/// a network copies some of a large lesion into its reconstruction, and the median copies none.
/// The prior is stated, not learned: FLAIR +1 is the reference, T2 +1/2 and T1 -1/2 support it, T1ce 0 says nothing
/// (enhancement is bright, necrosis dark). A model without T1 or T2 goes without their support. docs/experiments.md compares both with others.
/// </remarks>
public sealed class SignedResidualScore : AnomalyScore
{
    /// <summary>Its name.</summary>
    internal const string ScoreName = "signed_residual";

    /// <inheritdoc/>
    public override string Name => ScoreName;

    /// <inheritdoc/>
    public override string Description => "brighter than expected on FLAIR and T2, darker on T1, in healthy deviations, smoothed in 3-D along FLAIR's edges";

    /// <inheritdoc/>
    public override ScoreRole Role => ScoreRole.Method;

    /// <inheritdoc/>
    public override ImmutableArray<Modality> NeededModalities => [Modality.Flair];

    /// <inheritdoc/>
    public override bool NeedsReconstruction => true;

    /// <inheritdoc/>
    public override bool NeedsCalibration => true;

    /// <inheritdoc/>
    public override double MinimumPeak => 1.5;

    /// <inheritdoc/>
    public override int Revision => 2;

    /// <inheritdoc/>
    public override bool FitsPublishedThresholds => false;

    /// <inheritdoc/>
    protected override float[] ComputeCore(ReconstructedPatient input)
    {
        var scores = input.Differences.ToArray();
        input.Smooth(scores);
        return scores;
    }

    /// <summary>The positive part of the weighted sum, before it is smoothed, [slice, x, y] in C order; see <see cref="ReconstructedPatient.Differences"/>.</summary>
    internal static float[] Differences(ReconstructedPatient input)
    {
        var area = input.Size * input.Size;
        var healthy = input.Calibration?.Healthy ?? HealthyResiduals.Uncalibrated(input.Modalities.Count);
        var flair = input.Modalities.ChannelOf(Modality.Flair);
        var weights = Weights(input.Modalities, healthy);
        var brightness = Brightness(input.Modalities, healthy);
        var (median, scale) = (input.Foreground.MedianFlair, input.Foreground.ContrastScale);
        var scores = new float[input.Slices * area];
        Parallel.For(0, input.Slices, () => new float[area], (int slice, ParallelLoopState _, float[] difference) =>
        {
            var images = input.Image(slice);
            var reconstruction = input.Reconstructed(slice);
            var score = scores.AsSpan(slice * area, area);
            TensorPrimitives.Subtract(images.Slice(flair * area, area), median, difference);
            TensorPrimitives.Multiply(difference, brightness, score);
            foreach (var (channel, weight) in weights)
            {
                TensorPrimitives.Subtract(images.Slice(channel * area, area), reconstruction.Slice(channel * area, area), difference);
                TensorPrimitives.MultiplyAdd(difference, weight, score, score);
            }

            TensorPrimitives.Max(score, 0, score);
            TensorPrimitives.Multiply(score, scale, score);
            return difference;
        }, _ => { });
        return scores;
    }

    /// <summary>What FLAIR's distance from its median is multiplied by.</summary>
    internal static float Brightness(Modalities modalities, HealthyResiduals healthy) => (float)(1 / healthy.Deviations[modalities.ChannelOf(Modality.Flair)]);

    /// <summary>What the residual of each channel is multiplied by; channels that say nothing are left out.</summary>
    internal static (int Channel, float Weight)[] Weights(Modalities modalities, HealthyResiduals healthy)
    {
        (Modality Modality, double Prior)[] priors = [(Modality.Flair, 1), (Modality.T1, -0.5), (Modality.T2, 0.5)];
        return [.. priors.Where(p => modalities.Contains(p.Modality)).Select(p => (Channel: modalities.ChannelOf(p.Modality), p.Prior)).Select(p => (p.Channel, (float)(p.Prior / healthy.Deviations[p.Channel])))];
    }
}
