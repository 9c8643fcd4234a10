namespace BrainDae.Method.Scores;

/// <summary>
/// How likely each pixel is lesion, as the network's second output says, which was trained on synthetic lesions;
/// smoothed as <see cref="SignedResidualScore"/> is. Between 0 and 1.
/// </summary>
public sealed class LesionProbabilityScore : AnomalyScore
{
    /// <summary>Its name.</summary>
    internal const string ScoreName = "lesion_probability";

    /// <inheritdoc/>
    public override string Name => ScoreName;

    /// <inheritdoc/>
    public override string Description => "probability of a lesion, learned from synthetic ones, smoothed in 3-D along FLAIR's edges";

    /// <inheritdoc/>
    public override ScoreRole Role => ScoreRole.Method;

    /// <inheritdoc/>
    public override bool NeedsReconstruction => false;

    /// <inheritdoc/>
    public override bool NeedsLesionOutput => true;

    /// <inheritdoc/>
    public override int Revision => 2;

    /// <inheritdoc/>
    public override bool FitsPublishedThresholds => false;

    /// <inheritdoc/>
    protected override float[] ComputeCore(ReconstructedPatient input)
    {
        var scores = input.LesionProbability.ToArray();
        input.Smooth(scores);
        return scores;
    }
}
