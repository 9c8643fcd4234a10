using System.Collections.Immutable;
using BrainDae.Data.Cohorts;

namespace BrainDae.Method.Scores;

/// <summary>
/// The baseline that every method has to beat: the normalised FLAIR intensity itself, no network. Lesions are bright
/// on FLAIR (Meissen, Kaissis, Rueckert, "Challenging Current Semi-Supervised Anomaly Segmentation Methods", 2021).
/// </summary>
public sealed class FlairIntensityScore : AnomalyScore
{
    /// <inheritdoc/>
    public override string Name => "flair_intensity";

    /// <inheritdoc/>
    public override string Description => "FLAIR intensity thresholded, no network (baseline)";

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
        var pixels = input.Size * input.Size;
        var scores = new float[input.Slices * pixels];
        for (var slice = 0; slice < input.Slices; slice++)
        {
            input.Modalities.Channel(input.Image(slice), Modality.Flair).CopyTo(scores.AsSpan(slice * pixels, pixels));
        }

        return scores;
    }
}
