using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Metrics.Intervals;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Surfaces;

namespace BrainDae.Evaluation;

/// <summary>What to evaluate and how.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Which patients: train, val or test.</summary>
    public SplitName Split { get; init; } = SplitName.Test;

    /// <summary>Whether patients that the model was trained on are evaluated all the same; the report says so.</summary>
    public bool AllowTrainPatients { get; init; }

    /// <summary>Whether Dice is also computed after removing small components, and all other figures after it only.</summary>
    public bool UseComponentFilter { get; init; } = true;

    /// <summary>
    /// Whether scores that need the network are also measured on the scans' own grids, at the thresholds fixed on the
    /// val split; reads the segmentations again from the folder that the data were preprocessed from.
    /// </summary>
    public bool NativeGrid { get; init; }

    /// <summary>
    /// When a lesion counts as found. Its least volume is also the component filter's, but for the published score on
    /// the stored slices.
    /// </summary>
    public LesionRule Lesions { get; init; } = new();

    /// <summary>Distance in mm within which surfaces agree, 0 or more.</summary>
    public double SurfaceTolerance { get; init; } = SurfaceDistances.DefaultTolerance;

    /// <summary>Bootstrap resamples of the patients, 1 or more.</summary>
    public int Resamples { get; init; } = PatientBootstrap.DefaultResamples;

    /// <summary>Seed of the resamples.</summary>
    public long BootstrapSeed { get; init; }

    /// <summary>Slices through the network at a time, 1 or more.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Refuses values that cannot work, naming every one.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public void Validate() => BrainDaeException.Refuse(
        OptionFault.Unless(BatchSize >= 1, BatchSize, "must be 1 or more"),
        OptionFault.Unless(Resamples >= 1, Resamples, "must be 1 or more"),
        OptionFault.Unless(Lesions.MinimumVolume is >= 0 and < double.PositiveInfinity, Lesions.MinimumVolume, "must be 0 mm³ or more"),
        OptionFault.Unless(SurfaceTolerance is >= 0 and < double.PositiveInfinity, SurfaceTolerance, "must be 0 mm or more"));
}
