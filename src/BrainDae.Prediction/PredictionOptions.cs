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
    public void Validate()
    {
        string[] faults = [.. Faults()];
        if (faults.Length > 0)
        {
            throw BrainDaeException.Option($"{string.Join("; ", faults)}.");
        }
    }

    private IEnumerable<string> Faults()
    {
        if (Threshold is { } threshold && !(threshold >= 0 && double.IsFinite(threshold)))
        {
            yield return $"`Threshold` {threshold}: must be 0 or more, since no score is below";
        }

        if (Threshold is not null && ThresholdKind is not null)
        {
            yield return "`Threshold`: give a number or a kind, not both";
        }

        if (!(MinimumVolume >= 0 && double.IsFinite(MinimumVolume)))
        {
            yield return $"`MinimumVolume` {MinimumVolume}: must be 0 mm³ or more";
        }

        if (MinimumPeak is { } peak && !(peak >= 0 && double.IsFinite(peak)))
        {
            yield return $"`MinimumPeak` {peak}: must be 0 or more";
        }

        if (BatchSize < 1)
        {
            yield return $"`BatchSize` {BatchSize}: must be 1 or more";
        }
    }
}
