using BrainDae.Files;
using BrainDae.Imaging.Components;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
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
    /// Lesions of fewer voxels, counted on the scan's own grid, are dropped: 0 or more. Default 21: what is left out is
    /// what the published evaluation leaves out, components of at most 20.
    /// </summary>
    public int MinimumSize { get; init; } = ConnectedComponents.PublishedMaximumSize + 1;

    /// <summary>
    /// Lesions whose highest score is below so many thresholds are dropped: 0 (none) or more; null (the default) for
    /// what the score says, <see cref="AnomalyScore.MinimumPeak"/>.
    /// </summary>
    public double? MinimumPeak { get; init; }

    /// <summary>Arithmetic inside the network.</summary>
    public NetworkPrecision Precision { get; init; }

    /// <summary>Slices through the network at a time, 1 or more.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Refuses values that cannot work, naming every one with its flag.</summary>
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
        if (Threshold is { } threshold && !double.IsFinite(threshold))
        {
            yield return $"--threshold {threshold}: must be a finite number";
        }

        if (Threshold is not null && ThresholdKind is not null)
        {
            yield return "--threshold: give a number or a kind, not both";
        }

        if (MinimumSize < 0)
        {
            yield return $"--min-size {MinimumSize}: must be 0 or more";
        }

        if (MinimumPeak is { } peak && !(peak >= 0 && double.IsFinite(peak)))
        {
            yield return $"--min-peak {peak}: must be 0 or more";
        }

        if (BatchSize < 1)
        {
            yield return $"--batch_size {BatchSize}: must be 1 or more";
        }
    }
}
