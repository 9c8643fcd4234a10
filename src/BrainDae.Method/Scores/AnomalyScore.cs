using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Components;
using BrainDae.Metrics.Pixels;

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

    /// <summary>What the score is there for.</summary>
    public abstract ScoreRole Role { get; }

    /// <summary>Whether the network's reconstruction is needed.</summary>
    public abstract bool NeedsReconstruction { get; }

    /// <summary>Whether the network's second output is needed, <see cref="ReconstructedPatient.LesionProbability"/>; published networks have none.</summary>
    public virtual bool NeedsLesionOutput => false;

    /// <summary>Whether the network must be run at all.</summary>
    public bool NeedsNetwork => NeedsReconstruction || NeedsLesionOutput;

    /// <summary>The modalities that it cannot do without; empty for a score that takes whatever a model has.</summary>
    public virtual ImmutableArray<Modality> NeededModalities => [];

    /// <summary>Whether it is measured in <see cref="HealthyResiduals"/>, so that its thresholds hold for a calibrated model alone.</summary>
    public virtual bool NeedsCalibration => false;

    /// <summary>Whether it is measured in <see cref="ScoreCalibration.ResidualUnit"/>.</summary>
    public virtual bool NeedsResidualUnit => false;

    /// <summary>Raised whenever the same input gives other scores than before, so that thresholds stored earlier are not used for them.</summary>
    public virtual int Revision => 1;

    /// <summary>
    /// A lesion reaches so many thresholds somewhere: detected components that do not are dropped together with small
    /// ones. 0 drops none.
    /// </summary>
    public virtual double MinimumPeak => 0;

    /// <summary>Whether scores lie in [0, 1) by construction, so that the published threshold grid fits.</summary>
    public abstract bool FitsPublishedThresholds { get; }

    /// <summary>All scores. What one is there for says its <see cref="Role"/>, not its place.</summary>
    public static ImmutableArray<AnomalyScore> All { get; } = [new PublishedScore(), new SignedResidualScore(), new CombinedScore(), new LesionProbabilityScore(), new FlairIntensityScore(), new SmoothedFlairScore(), new FlairContrastScore()];

    /// <summary>The scores that a model can serve.</summary>
    /// <param name="basis">What the model gives.</param>
    public static ImmutableArray<AnomalyScore> Servable(ScoreBasis basis)
    {
        ArgumentNullException.ThrowIfNull(basis);
        return
        [
            .. All.Where(score => score.NeededModalities.All(basis.Modalities.Contains)
                && (basis.Calibration is not null || !score.NeedsCalibration)
                && (basis.Calibration?.ResidualUnit is not null || !score.NeedsResidualUnit)
                && (basis.LesionOutput || !score.NeedsLesionOutput)),
        ];
    }

    /// <summary>The score that a model is used with where nobody chooses another: the best one that it can serve.</summary>
    /// <inheritdoc cref="Servable"/>
    public static AnomalyScore DefaultOf(ScoreBasis basis)
    {
        var servable = Servable(basis);
        return servable.FirstOrDefault(score => score is CombinedScore) ?? servable.FirstOrDefault(score => score is SignedResidualScore) ?? servable.Single(score => score.Role == ScoreRole.Reference);
    }

    /// <summary>
    /// The threshold of highest Dice: on the published grid where the score's range fits it, else over all distinct
    /// scores; null without a lesion.
    /// </summary>
    public ThresholdDice? BestThreshold(ScoreDistribution scores) => FitsPublishedThresholds
        ? DiceCurve.Of(scores, ThresholdGrid.Published).Best
        : DiceCurve.BestOverAllThresholds(scores);

    /// <summary>
    /// Which components of stored slices are no detection: for the reference those of at most 20 voxels, as published,
    /// for all others those below a volume, as on any grid.
    /// </summary>
    /// <param name="minimumVolume">In mm³, 0 or more.</param>
    public ComponentRule ComponentsOnSlices(double minimumVolume) => Role == ScoreRole.Reference
        ? new(MinimumVolume: 0, MinimumPeak, ConnectedComponents.PublishedMaximumSize)
        : new(minimumVolume, MinimumPeak);

    /// <summary>Names of the scores that show a part of this one alone; empty for one that is not a sum.</summary>
    public virtual ImmutableArray<string> PartNames => [];

    /// <summary>What the score is put together from, in the order of <see cref="PartNames"/>.</summary>
    /// <param name="input">Images and reconstruction.</param>
    public virtual ImmutableArray<ScorePart> Parts(ReconstructedPatient input) => [];

    /// <summary>Whether it scores the scans as they are where a patient is corrected for inhomogeneity: the published score and the baselines do.</summary>
    public bool TakesScansAsTheyAre => Role != ScoreRole.Method;

    /// <summary>Scores a patient.</summary>
    /// <param name="input">Images and reconstruction.</param>
    /// <returns>[slice, x, y] in C order.</returns>
    public float[] Compute(ReconstructedPatient input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ComputeCore(TakesScansAsTheyAre ? input.AsScanned : input);
    }

    /// <summary>Scores what <see cref="Compute"/> lets it see of a patient.</summary>
    /// <param name="input">Images and reconstruction.</param>
    /// <returns>[slice, x, y] in C order.</returns>
    protected abstract float[] ComputeCore(ReconstructedPatient input);
}
