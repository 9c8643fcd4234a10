using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Calibration;

/// <summary>
/// What a model needs beside its weights to judge a new scan: how far it is off on healthy tissue, and thresholds by
/// score. Found on validation patients when training ends and stored in the model's file. Immutable.
/// </summary>
public sealed record ModelCalibration
{
    /// <summary>Name and version of the software that calibrated.</summary>
    public required string Software { get; init; }

    /// <summary>What the model was calibrated on.</summary>
    public required CalibrationData Data { get; init; }

    /// <summary>Arithmetic inside the network while calibrating.</summary>
    public required NetworkPrecision Precision { get; init; }

    /// <summary>Residuals on the healthy slices.</summary>
    public required HealthyResiduals Healthy { get; init; }

    /// <summary>Share of healthy foreground that the healthy-calibrated thresholds let through at most.</summary>
    public required double HealthyRate { get; init; }

    /// <summary>Thresholds by name of the score.</summary>
    public required ImmutableSortedDictionary<string, ScoreThresholds> Thresholds { get; init; }

    /// <summary><see cref="Sha256"/> of the calibration that this one took the place of; null for the first.</summary>
    public string? Replaces { get; init; }

    /// <summary>Names this calibration: SHA-256 of its JSON, lower-case hexadecimal.</summary>
    [JsonIgnore]
    public string Sha256 => HashOf(ToJson());

    /// <summary>The threshold of a kind; null where there is none, or it is of an earlier definition of the score.</summary>
    /// <param name="score">The score.</param>
    /// <param name="kind"><see cref="ThresholdKind.Val"/> or <see cref="ThresholdKind.Healthy"/>.</param>
    public double? Of(AnomalyScore score, ThresholdKind kind)
    {
        ArgumentNullException.ThrowIfNull(score);
        return Thresholds.GetValueOrDefault(score.Name) is { } found && found.Revision == score.Revision
            ? kind switch
            {
                ThresholdKind.Val => found.Val,
                ThresholdKind.Healthy => found.Healthy,
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind that is stored."),
            }
            : null;
    }

    /// <summary>The kind that is used where nobody chooses: val where validation patients have lesion labels, else healthy; null without either.</summary>
    public ThresholdKind? DefaultKind(AnomalyScore score) =>
        Of(score, ThresholdKind.Val) is not null ? ThresholdKind.Val
        : Of(score, ThresholdKind.Healthy) is not null ? ThresholdKind.Healthy
        : null;

    /// <summary>As JSON: snake_case names, enumerations by name.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CalibrationJson.Default.ModelCalibration);

    /// <summary>Reads a calibration.</summary>
    /// <param name="path">Where it was read from, for messages.</param>
    /// <param name="json">Its text.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public static ModelCalibration Parse(string path, string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, CalibrationJson.Default.ModelCalibration)
                ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw BrainDaeException.Invalid($"{path}: its calibration cannot be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}). Copy the model again, or calibrate it again.", e);
        }
    }

    /// <summary>SHA-256 of a calibration's JSON, lower-case hexadecimal.</summary>
    internal static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}

/// <summary>One score's thresholds.</summary>
/// <param name="Revision"><see cref="AnomalyScore.Revision"/> that they are of.</param>
/// <param name="Val">Of highest Dice on the labelled validation patients; null where none has a lesion.</param>
/// <param name="Healthy">Calibrated on healthy slices; null where there is none.</param>
public sealed record ScoreThresholds(int Revision, double? Val, double? Healthy);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ModelCalibration))]
internal sealed partial class CalibrationJson : JsonSerializerContext;
