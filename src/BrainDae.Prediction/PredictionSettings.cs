using BrainDae.Data.Preprocessing;
using BrainDae.Evaluation;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;

namespace BrainDae.Prediction;

/// <summary>Everything that decides the result for a scan, resolved: the same settings give the same result.</summary>
/// <param name="Model">The weights.</param>
/// <param name="Score">Name of the anomaly score.</param>
/// <param name="Threshold">A voxel is lesion where its score is above this.</param>
/// <param name="ThresholdOrigin">Where the threshold comes from.</param>
/// <param name="MinimumSize">Lesions of fewer voxels are dropped (26-connectivity, scan's own grid).</param>
/// <param name="MinimumPeak">Lesions whose highest score is below so many thresholds are dropped; 0 drops none.</param>
/// <param name="Precision">Arithmetic inside the network.</param>
/// <param name="Preprocessing">How a scan becomes slices: as the model's training data were made.</param>
public sealed record PredictionSettings(
    EvaluatedModel Model,
    string Score,
    double Threshold,
    ThresholdOrigin ThresholdOrigin,
    int MinimumSize,
    double MinimumPeak,
    NetworkPrecision Precision,
    PreprocessingOptions Preprocessing)
{
    /// <summary>Resolves options for a model.</summary>
    /// <exception cref="BrainDaeException">An option is out of range, or no threshold is given and none is stored.</exception>
    internal static PredictionSettings Resolve(ModelFolder model, CheckpointManifest manifest, PredictionOptions options)
    {
        options.Validate();
        var sha256 = model.HashBest();
        var threshold = options.Threshold ?? ModelCalibration.Find(model, sha256)?.Of(options.Score)
            ?? throw BrainDaeException.Missing($"{model.Path}: no threshold of the score '{options.Score.Name}' is stored with this model. Run 'braindae evaluate -id {model.Identifier}', which fixes one on the val split (it needs lesions there), or give --threshold.");
        return new(
            new(model.Identifier, sha256, manifest.Progress.BestEpoch),
            options.Score.Name,
            threshold,
            options.Threshold is null ? ThresholdOrigin.Validation : ThresholdOrigin.Given,
            options.MinimumSize,
            options.MinimumPeak ?? options.Score.MinimumPeak,
            options.Precision,
            manifest.Data?.Preprocessing ?? PublishedAt(manifest.Data?.SliceSize));
    }

    private static PreprocessingOptions PublishedAt(int? size) => size is { } edge ? new() { Size = edge } : new();
}

/// <summary>Where a threshold comes from.</summary>
public enum ThresholdOrigin
{
    /// <summary>Fixed on the validation split and stored with the model: highest Dice there.</summary>
    Validation,

    /// <summary>Given by the user.</summary>
    Given,
}
