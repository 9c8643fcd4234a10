using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Imaging.Failures;
using BrainDae.Imaging.Scoring;
using BrainDae.Imaging.Splits;
using BrainDae.Learning.Checkpoints;
using BrainDae.Learning.Network;

namespace BrainDae.Learning.Evaluation;

/// <summary>
/// Thresholds of highest Dice on the validation split, stored beside the model together with the hashes of what they
/// hold for; recomputed when any of it has changed.
/// </summary>
/// <param name="ModelSha256">The checkpoint.</param>
/// <param name="Precision">Arithmetic inside the network.</param>
/// <param name="DataSha256">The slices.</param>
/// <param name="SplitSha256">The validation patients.</param>
/// <param name="Thresholds">By name of the score; null where the validation split holds no lesion.</param>
internal sealed record ValidationThresholds(string ModelSha256, NetworkPrecision Precision, string DataSha256, string SplitSha256, ImmutableSortedDictionary<string, double?> Thresholds)
{
    private const string FileName = "validation-thresholds.json";

    public static ValidationThresholds Of(ImmutableArray<ScoredSplit> validation, string modelSha256, NetworkPrecision precision, string dataSha256, ImmutableArray<string> patients) => new(
        modelSha256,
        precision,
        dataSha256,
        CohortSplit.ContentHash(patients),
        validation.ToImmutableSortedDictionary(s => s.Score.Name, s => s.Best?.Threshold));

    /// <summary>The stored thresholds, or null where there are none for exactly this model, data, split and set of scores.</summary>
    public static ValidationThresholds? Find(ModelFolder model, string modelSha256, NetworkPrecision precision, string dataSha256, ImmutableArray<string> patients)
    {
        var stored = Read(model);
        return stored is not null
            && stored.ModelSha256 == modelSha256
            && stored.Precision == precision
            && stored.DataSha256 == dataSha256
            && stored.SplitSha256 == CohortSplit.ContentHash(patients)
            && AnomalyScore.All.All(score => stored.Thresholds.ContainsKey(score.Name)) ? stored : null;
    }

    /// <summary>
    /// The stored threshold of one score for new scans, which belong to no data folder or split; null where none was
    /// fixed for exactly this model.
    /// </summary>
    public static double? Find(ModelFolder model, string modelSha256, AnomalyScore score) =>
        Read(model) is { } stored && stored.ModelSha256 == modelSha256 ? stored.Thresholds.GetValueOrDefault(score.Name) : null;

    public double? Of(AnomalyScore score) => Thresholds[score.Name];

    public void Store(ModelFolder model)
    {
        try
        {
            AtomicFile.WriteText(Path.Combine(model.Path, FileName), JsonSerializer.Serialize(this, EvaluationJson.Default.ValidationThresholds) + "\n");
        }
        catch (BrainDaeException e) when (e.Kind == FailureKind.OutputNotWritable)
        {
            // A model may lie on read-only storage: the thresholds are in the report all the same.
        }
    }

    private static ValidationThresholds? Read(ModelFolder model)
    {
        try
        {
            var path = Path.Combine(model.Path, FileName);
            var stored = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), EvaluationJson.Default.ValidationThresholds) : null;
            return stored is { Thresholds: not null } ? stored : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // What cannot be read is computed again.
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(ValidationThresholds))]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
