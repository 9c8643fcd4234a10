using System.Collections.Immutable;

namespace BrainDae.Method.Scores;

/// <summary>
/// A way to turn a patient's images and their reconstruction into one anomaly score a pixel, higher where a lesion is
/// more likely. Scores a whole patient, so that an implementation may look across slices.
/// </summary>
public abstract class AnomalyScore
{
    /// <summary>Name on the command line and in results.</summary>
    public abstract string Name { get; }

    /// <summary>One line for people.</summary>
    public abstract string Description { get; }

    /// <summary>Whether the network's reconstruction is needed.</summary>
    public abstract bool NeedsReconstruction { get; }

    /// <summary>Whether it is measured in <see cref="HealthyResiduals"/>, so that its thresholds hold for a calibrated model alone.</summary>
    public virtual bool NeedsCalibration => false;

    /// <summary>Raised whenever the same input gives other scores than before, so that thresholds stored earlier are not used for them.</summary>
    public virtual int Revision => 1;

    /// <summary>
    /// A lesion reaches so many thresholds somewhere: detected components that do not are dropped together with small
    /// ones. 0 drops none.
    /// </summary>
    public virtual double MinimumPeak => 0;

    /// <summary>Whether scores lie in [0, 1) by construction, so that the published threshold grid fits.</summary>
    public abstract bool FitsPublishedThresholds { get; }

    /// <summary>All scores: the published one, the better one, then the baselines.</summary>
    public static ImmutableArray<AnomalyScore> All { get; } = [new PublishedScore(), new SignedResidualScore(), new FlairIntensityScore(), new SmoothedFlairScore(), new FlairContrastScore()];

    /// <summary>The score for finding lesions, where the published figures need not be reproduced.</summary>
    public static AnomalyScore Better { get; } = All.Single(score => score is SignedResidualScore);

    /// <summary>Scores a patient.</summary>
    /// <param name="input">Images and reconstruction.</param>
    /// <returns>[slice, x, y] in C order.</returns>
    public abstract float[] Compute(ScoreInput input);
}
