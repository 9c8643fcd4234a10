using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Plausibility;
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

    /// <summary>The signed residual that outlines synthetic lesions best; null where it was not found, and in models of versions before.</summary>
    public double? ResidualUnit { get; init; }

    /// <summary>How much scores are smoothed, millimetres; null in models of versions before.</summary>
    public double? Smoothing { get; init; }

    /// <summary>Whether patients are corrected for inhomogeneity before they are scored; false in models of versions before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool BiasCorrection { get; init; }

    /// <summary>What scores are computed with. A unit of an earlier definition of the residual is none.</summary>
    [JsonIgnore]
    public ScoreCalibration ForScores
    {
        get
        {
            var residual = new SignedResidualScore();
            var isCurrent = Thresholds.GetValueOrDefault(residual.Name)?.Revision == residual.Revision;
            return new(Healthy, isCurrent ? ResidualUnit : null, Smoothing ?? ScoreCalibration.UsualSmoothing) { BiasCorrection = BiasCorrection };
        }
    }

    /// <summary>Share of healthy foreground that the healthy-calibrated thresholds let through at most.</summary>
    public required double HealthyRate { get; init; }

    /// <summary>Thresholds by name of the score.</summary>
    public required ImmutableSortedDictionary<string, ScoreThresholds> Thresholds { get; init; }

    /// <summary>What the scans look like that the model knows, so that others are noticed; null in models of versions before.</summary>
    public KnownScans? KnownScans { get; init; }

    // Generated readers set what the JSON lacks to its type's default.
    /// <summary>The calibrations that the same weights had before, oldest first; empty for the first.</summary>
    public ImmutableArray<EarlierCalibration> History { get; init => field = value.IsDefault ? [] : value; } = [];

    // What lists hold is not looked at by generated readers.
    private bool HoldsNull => Thresholds.Values.Any(thresholds => thresholds is null) || History.Any(earlier => earlier is null) || Data.Register.HoldsNull;

    /// <summary>The same in the place of another one, which joins its history.</summary>
    /// <param name="earlier">The calibration that the weights have; null for none.</param>
    /// <param name="sha256">Its hash as it is stored.</param>
    internal ModelCalibration After(ModelCalibration? earlier, string? sha256) => earlier is null || sha256 is null ? this : this with
    {
        History = [.. earlier.History, new(sha256, earlier.Software, earlier.Data.DataSha256, earlier.Data.Patients, earlier.Data.LabelledPatients, earlier.HealthyRate)],
    };

    /// <summary>The threshold of a kind; null where there is none, or it is of an earlier definition of the score.</summary>
    /// <param name="score">The score.</param>
    /// <param name="kind">Any but <see cref="ThresholdKind.Given"/>.</param>
    public double? Of(AnomalyScore score, ThresholdKind kind)
    {
        ArgumentNullException.ThrowIfNull(score);
        return Thresholds.GetValueOrDefault(score.Name) is { } found && found.Revision == score.Revision
            ? kind.Choose(found.Val, found.Healthy, found.Synthetic)
            : null;
    }

    /// <summary>
    /// The kind that is used where nobody chooses: the one that is stored with the score's thresholds. Versions that
    /// stored none used val where there is one, else healthy. Null without either.
    /// </summary>
    public ThresholdKind? DefaultKind(AnomalyScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        ThresholdKind?[] candidates = [Thresholds.GetValueOrDefault(score.Name)?.Default, ThresholdKind.Val, ThresholdKind.Healthy];
        return candidates.FirstOrDefault(kind => kind is ThresholdKind.Val or ThresholdKind.Healthy or ThresholdKind.Synthetic && Of(score, kind.Value) is not null);
    }

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
            var calibration = JsonSerializer.Deserialize(json, CalibrationJson.Default.ModelCalibration) ?? throw new JsonException("it is empty");
            return calibration.HoldsNull ? throw new JsonException("an entry of a list in it is null")
                : calibration.ResidualUnit is <= 0 ? throw new JsonException("its residual unit is not above 0")
                : calibration.Smoothing is { } smoothing && !ScoreCalibration.CanSmooth(smoothing) ? throw new JsonException($"its smoothing is not 0 to {ScoreCalibration.MaximumSmoothing} mm")
                : calibration.KnownScans?.IsSound == false ? throw new JsonException("its record of known scans is none")
                : calibration;
        }
        catch (JsonException e)
        {
            throw BrainDaeException.Invalid($"{path}: its calibration cannot be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}). Copy the model again, or calibrate it again.", e);
        }
    }
}

/// <summary>What is kept of a calibration that another took the place of.</summary>
/// <param name="Sha256">SHA-256 of the calibration as it was stored.</param>
/// <param name="Software">Name and version of the software that calibrated.</param>
/// <param name="DataSha256">Hash over the content of all slices in the data folder.</param>
/// <param name="Patients">Number of patients.</param>
/// <param name="LabelledPatients">Those of them with a lesion label.</param>
/// <param name="HealthyRate"><see cref="ModelCalibration.HealthyRate"/>.</param>
public sealed record EarlierCalibration(string Sha256, string Software, string DataSha256, int Patients, int LabelledPatients, double HealthyRate);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ModelCalibration))]
internal sealed partial class CalibrationJson : JsonSerializerContext;
