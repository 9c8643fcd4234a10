using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Evaluation;

/// <summary>
/// What was found on the validation split: how far the model is off on healthy tissue, and thresholds, of highest Dice
/// and calibrated on healthy slices. Stored beside the model together with the hashes of what it holds for; recomputed
/// when any of it has changed.
/// </summary>
/// <param name="ModelSha256">The checkpoint.</param>
/// <param name="Precision">Arithmetic inside the network.</param>
/// <param name="DataSha256">The slices.</param>
/// <param name="SplitSha256">The validation patients.</param>
/// <param name="Healthy">Residuals on the healthy slices of the split.</param>
/// <param name="Thresholds">Of highest Dice, by name of the score; null where the validation split holds no lesion.</param>
/// <param name="HealthyRate">Share of healthy foreground that the healthy-calibrated thresholds let through at most.</param>
/// <param name="HealthyThresholds">Calibrated on healthy slices, by name of the score; null where the validation split holds no healthy slice.</param>
internal sealed record ModelCalibration(
    string ModelSha256,
    NetworkPrecision Precision,
    string DataSha256,
    string SplitSha256,
    HealthyResiduals Healthy,
    ImmutableSortedDictionary<string, double?> Thresholds,
    double HealthyRate,
    ImmutableSortedDictionary<string, double?> HealthyThresholds)
{
    private const string FileName = "calibration.json";

    /// <summary><see cref="AnomalyScore.Revision"/> that the thresholds are of, by name of the score.</summary>
    public ImmutableSortedDictionary<string, int> Revisions { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    public static ModelCalibration Of(ImmutableArray<ScoredSplit> validation, string modelSha256, NetworkPrecision precision, string dataSha256, ImmutableArray<string> patients, HealthyResiduals healthy, double healthyRate) => new(
        modelSha256,
        precision,
        dataSha256,
        CohortSplit.ContentHash(patients),
        healthy,
        validation.ToImmutableSortedDictionary(s => s.Score.Name, s => s.Best?.Threshold),
        healthyRate,
        validation.ToImmutableSortedDictionary(s => s.Score.Name, s => s.HealthyForeground is { } healthy ? Figure.Defined(HealthyCalibration.Threshold(healthy, healthyRate)) : null))
    {
        Revisions = validation.ToImmutableSortedDictionary(s => s.Score.Name, s => s.Score.Revision),
    };

    /// <summary>The stored thresholds, or null where there are none for exactly this model, data, split, rate and set of scores.</summary>
    public static ModelCalibration? Find(ModelFolder model, string modelSha256, NetworkPrecision precision, string dataSha256, ImmutableArray<string> patients, double healthyRate)
    {
        return Read(model) is { } stored
            && stored.HealthyRate == healthyRate
            && stored.ModelSha256 == modelSha256
            && stored.Precision == precision
            && stored.DataSha256 == dataSha256
            && stored.SplitSha256 == CohortSplit.ContentHash(patients)
            && AnomalyScore.All.All(score => stored.Holds(score) && stored.Thresholds.ContainsKey(score.Name) && stored.HealthyThresholds.ContainsKey(score.Name)) ? stored : null;
    }

    /// <summary>The stored calibration for new scans, which belong to no data folder or split; null where there is none for exactly this model.</summary>
    public static ModelCalibration? Find(ModelFolder model, string modelSha256) =>
        Read(model) is { } stored && stored.ModelSha256 == modelSha256 ? stored : null;

    /// <summary>The threshold of highest Dice; null where there is none.</summary>
    public double? Of(AnomalyScore score) => Holds(score) ? Thresholds.GetValueOrDefault(score.Name) : null;

    /// <summary>The threshold calibrated on healthy slices; null where there is none.</summary>
    public double? HealthyOf(AnomalyScore score) => Holds(score) ? HealthyThresholds.GetValueOrDefault(score.Name) : null;

    /// <summary>Whether the thresholds are of the score as it is now defined.</summary>
    private bool Holds(AnomalyScore score) => Revisions.GetValueOrDefault(score.Name) == score.Revision;

    public void Store(ModelFolder model)
    {
        try
        {
            AtomicFile.WriteText(Path.Combine(model.Path, FileName), JsonSerializer.Serialize(this, EvaluationJson.Default.ModelCalibration) + "\n");
        }
        catch (BrainDaeException e) when (e.Kind == FailureKind.OutputNotWritable)
        {
            // A model may lie on read-only storage: the thresholds are in the report all the same.
        }
    }

    private static ModelCalibration? Read(ModelFolder model)
    {
        try
        {
            var path = Path.Combine(model.Path, FileName);
            var stored = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), EvaluationJson.Default.ModelCalibration) : null;
            return stored is { Healthy.Deviations.IsDefault: false, Thresholds: not null, HealthyThresholds: not null, Revisions: not null }
                && stored.Healthy.Deviations.Length == Modalities.Count ? stored : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // What cannot be read is computed again.
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(ModelCalibration))]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(ModelSpread))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
