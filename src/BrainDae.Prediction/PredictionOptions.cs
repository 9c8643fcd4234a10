using BrainDae.Files;
using BrainDae.Imaging.Components;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;

namespace BrainDae.Prediction;

/// <summary>How lesions are found on new scans.</summary>
public sealed record PredictionOptions
{
    /// <summary>What is computed from images and reconstruction; null (the default) for the model's default, <see cref="AnomalyScore.DefaultOf"/>.</summary>
    public AnomalyScore? Score { get; init; }

    /// <summary>A voxel is lesion where its score is above this, finite; null (the default) for a threshold that is stored with the model.</summary>
    public double? Threshold { get; init; }

    /// <summary>Which stored threshold; null (the default) for the model's default kind, <see cref="ModelCalibration.DefaultKind"/>. Not together with <see cref="Threshold"/>.</summary>
    public ThresholdKind? ThresholdKind { get; init; }

    /// <summary>
    /// Lesions below this volume in mm³ are dropped: 0 or more; default <see cref="ComponentRule.UsualMinimumVolume"/>,
    /// as in the evaluation.
    /// </summary>
    public double MinimumVolume { get; init; } = ComponentRule.UsualMinimumVolume;

    /// <summary>
    /// Lesions whose highest score is below so many thresholds are dropped: 0 (none) or more; null (the default) for
    /// what the score says, <see cref="AnomalyScore.MinimumPeak"/>.
    /// </summary>
    public double? MinimumPeak { get; init; }

    /// <summary>Slices through the network at a time, 1 or more.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Refuses values that cannot work, naming every one.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public void Validate() => BrainDaeException.Refuse(
        OptionFault.Unless(Threshold is not { } threshold || (threshold >= 0 && double.IsFinite(threshold)), Threshold, "must be 0 or more, since no score is below"),
        OptionFault.Unless(Threshold is null || ThresholdKind is null, null, "give a number or a kind, not both", nameof(Threshold)),
        OptionFault.Unless(MinimumVolume >= 0 && double.IsFinite(MinimumVolume), MinimumVolume, "must be 0 mm³ or more"),
        OptionFault.Unless(MinimumPeak is not { } peak || (peak >= 0 && double.IsFinite(peak)), MinimumPeak, "must be 0 or more"),
        OptionFault.Unless(BatchSize >= 1, BatchSize, "must be 1 or more"));
}
