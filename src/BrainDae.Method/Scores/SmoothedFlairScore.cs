using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Filters;

namespace BrainDae.Method.Scores;

/// <summary>
/// FLAIR smoothed in three dimensions, so that what the network adds is not mistaken for what smoothing adds.
/// </summary>
public sealed class SmoothedFlairScore : AnomalyScore
{
    private const double SmoothingMillimetres = 3;

    /// <inheritdoc/>
    public override string Name => "flair_smoothed";

    /// <inheritdoc/>
    public override string Description => "FLAIR intensity, 3-D Gaussian of 3 mm, no network (baseline)";

    /// <inheritdoc/>
    public override ScoreRole Role => ScoreRole.Baseline;

    /// <inheritdoc/>
    public override ImmutableArray<Modality> NeededModalities => [Modality.Flair];

    /// <inheritdoc/>
    public override bool NeedsReconstruction => false;

    /// <inheritdoc/>
    public override bool FitsPublishedThresholds => false;

    /// <inheritdoc/>
    protected override float[] ComputeCore(ReconstructedPatient input)
    {
        var scores = new FlairIntensityScore().Compute(input);
        GaussianFilter.Apply(scores, new(input.Slices, input.Size, input.Size), input.Spacing, SmoothingMillimetres);
        return scores;
    }
}
