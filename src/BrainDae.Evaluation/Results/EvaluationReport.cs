using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Surfaces;

namespace BrainDae.Evaluation.Results;

/// <summary>The outcome of one evaluation with everything needed to rebuild it. A figure that is not defined is null.</summary>
public sealed record EvaluationReport
{
    /// <summary>The layout of evaluation.json that this version writes and reads.</summary>
    public const int CurrentFormat = 4;

    /// <summary>Layout of the file; 0 in files of the version before.</summary>
    public int FormatVersion { get; init; }

    /// <summary>Name and version of the software.</summary>
    public required string Software { get; init; }

    /// <summary>The model.</summary>
    public required EvaluatedModel Model { get; init; }

    /// <summary>Where the stored thresholds come from; null for a model that is not calibrated.</summary>
    public EvaluatedCalibration? Calibration { get; init; }

    /// <summary>Hash over the content of all slices in the data folder.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>The patients evaluated on.</summary>
    public required EvaluatedSplit Split { get; init; }

    /// <summary>Arithmetic inside the network.</summary>
    public required NetworkPrecision Precision { get; init; }

    // Generated readers set what the JSON lacks to its type's default.
    /// <summary>Whether the model has seen the patients.</summary>
    public LeakAudit LeakAudit { get; init => field = value ?? LeakAudit.Unknown; } = LeakAudit.Unknown;

    /// <summary>How the intervals were found; null without any.</summary>
    public BootstrapDescription? Bootstrap { get; init; }

    /// <summary>Share of the healthy foreground of the calibration patients that the healthy-calibrated threshold lets through at most; null for a model that is not calibrated.</summary>
    public double? HealthyRate { get; init; }

    /// <summary>When a lesion counts as found.</summary>
    [JsonRequired]
    public string LesionRule { get; init; } = new LesionRule().ToString();

    /// <summary>Distance in mm within which surfaces agree.</summary>
    public double SurfaceTolerance { get; init; } = SurfaceDistances.DefaultTolerance;

    /// <summary>What each grid, kind of threshold and metric is, by its name in this file.</summary>
    public required OrderedDictionary<string, string> Definitions { get; init; }

    /// <summary>Hash of patients.csv as it was written.</summary>
    public string? PatientsCsvSha256 { get; init; }

    /// <summary>Hash of the file of score counts as it was written; null where there is none.</summary>
    public string? ScoreCountsSha256 { get; init; }

    /// <summary>What the default score gains over the strongest score without a network; null where they cannot be compared, and in files of versions before.</summary>
    public NetworkGain? Gain { get; init; }

    /// <summary>The scores; their roles say what each is there for.</summary>
    public required ImmutableArray<ScoreResult> Scores { get; init; }

    /// <summary>The score that the model is used with.</summary>
    [JsonIgnore]
    public ScoreResult Default => Scores.Single(score => score.IsDefault);

    /// <summary>The published score.</summary>
    [JsonIgnore]
    public ScoreResult Reference => Scores.Single(score => score.Role == ScoreRole.Reference);

    /// <summary>The score without a network that finds most, by average precision; null where the model's modalities serve none.</summary>
    [JsonIgnore]
    public ScoreResult? StrongestBaseline => Scores.Where(score => score.Role == ScoreRole.Baseline).MaxBy(score => score.AveragePrecision ?? -1);

    /// <summary>Default, reference and strongest baseline, each once: what is shown first.</summary>
    [JsonIgnore]
    public ImmutableArray<ScoreResult> Headline => [.. new[] { Default, Reference, StrongestBaseline }.OfType<ScoreResult>().Distinct()];
}

/// <summary>Which weights were evaluated.</summary>
/// <param name="Identifier">Name of the model.</param>
/// <param name="Sha256">Hash of the model's file as it was opened.</param>
/// <param name="Epoch">Epoch (from 0) of the weights.</param>
public sealed record EvaluatedModel(string Identifier, string Sha256, int Epoch)
{
    /// <summary>Hash of the weights alone.</summary>
    public string? WeightsSha256 { get; init; }
}

/// <summary>Where a model's stored thresholds come from.</summary>
/// <param name="Sha256">Hash of the calibration.</param>
/// <param name="DataSha256">The slices that it was calibrated on.</param>
/// <param name="Patients">Number of its patients.</param>
/// <param name="LabelledPatients">Those of them with a lesion label.</param>
/// <param name="Precision">Arithmetic inside the network while calibrating.</param>
public sealed record EvaluatedCalibration(string Sha256, string DataSha256, int Patients, int LabelledPatients, NetworkPrecision Precision)
{
    internal static EvaluatedCalibration? Of(ModelFile model) => model is not { Calibration: { } calibration, CalibrationSha256: { } sha256 } ? null :
        new(sha256, calibration.Data.DataSha256, calibration.Data.Patients, calibration.Data.LabelledPatients, calibration.Precision);
}

/// <summary>Who was evaluated on.</summary>
/// <param name="Name">train, val or test.</param>
/// <param name="Sha256">Hash over the sorted names.</param>
/// <param name="Patients">Number of patients.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="Pixels">Number of pixels.</param>
/// <param name="LesionPixels">Pixels labelled as lesion.</param>
public sealed record EvaluatedSplit(string Name, string Sha256, int Patients, int Slices, long Pixels, long LesionPixels);

/// <summary>How intervals were found: the middle 95% over resamples of the patients, drawn with replacement.</summary>
/// <param name="Resamples">Number of resamples.</param>
/// <param name="Seed">Seed of the draws.</param>
public sealed record BootstrapDescription(int Resamples, long Seed);
