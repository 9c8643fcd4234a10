using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BrainDae.Imaging.Components;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Intervals;

namespace BrainDae.Evaluation.Results;

/// <summary>One score's figures. A figure that is not defined is null, and so is an interval over fewer than two patients.</summary>
public sealed record ScoreResult
{
    /// <summary>Name of the score.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Description { get; init; }

    /// <summary>What the score is there for.</summary>
    public required ScoreRole Role { get; init; }

    /// <summary>Whether it is the score that the model is used with where nobody chooses another.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Average precision over all pixels.</summary>
    public required double? AveragePrecision { get; init; }

    /// <summary>Its 95% interval over patients.</summary>
    public ConfidenceInterval? AveragePrecisionInterval { get; init; }

    /// <summary>Area under the receiver operating characteristic over all pixels.</summary>
    public required double? Auroc { get; init; }

    /// <summary>Which thresholds were tried.</summary>
    public required string Thresholds { get; init; }

    /// <summary>Which 26-connected components the filter takes off its detections on the stored slices; null where nothing is filtered.</summary>
    public ComponentRule? Removed { get; init; }

    /// <summary>At the threshold with the highest Dice on these very patients: an ideal, not a result in the field.</summary>
    public required ThresholdResult? Ideal { get; init; }

    /// <summary>At the threshold with the highest Dice on the validation split; null without lesions there.</summary>
    public required ThresholdResult? Validation { get; init; }

    /// <summary>At the threshold calibrated on the healthy slices of the validation split; null without any.</summary>
    public ThresholdResult? Healthy { get; init; }

    /// <summary>At the threshold with the highest Dice on synthetic lesions in the validation split; null without any, and in files of versions before.</summary>
    public ThresholdResult? Synthetic { get; init; }

    /// <summary>The stored threshold that is used where nobody chooses; null where there is none that may be shown, and in files of versions before.</summary>
    public ThresholdKind? UsedThreshold { get; init; }

    /// <summary>What came out at a stored threshold; null where there is none of the kind.</summary>
    public ThresholdResult? At(ThresholdKind kind) => kind.Choose(Validation, Healthy, Synthetic);

    /// <summary>What came out at the threshold that is used; null where there is none.</summary>
    [JsonIgnore]
    public ThresholdResult? AtUsed => UsedThreshold is { } kind ? At(kind) : null;

    /// <summary>On the scans' own grids; null where that was not asked for or the score needs no network.</summary>
    public NativeResult? Native { get; init; }

    // Generated readers set what the JSON lacks to its type's default.
    /// <summary>What it does at every threshold.</summary>
    public ScoreCurves Curves { get; init => field = value ?? ScoreCurves.None; } = ScoreCurves.None;

    /// <summary>By volume of the patients' lesions; groups without a patient are left out.</summary>
    public ImmutableArray<VolumeGroupResult> VolumeGroups { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Each patient's figures.</summary>
    public required ImmutableArray<PatientResult> Patients { get; init; }
}

/// <summary>A group of patients whose lesions have about the same volume.</summary>
/// <param name="Group">Its bounds.</param>
/// <param name="Patients">How many patients.</param>
/// <param name="MeanAveragePrecision">Mean over those with a lesion.</param>
/// <param name="Ideal">At the ideal threshold.</param>
/// <param name="Validation">At the threshold fixed on the validation split.</param>
/// <param name="Healthy">At the threshold calibrated on healthy slices.</param>
public sealed record VolumeGroupResult(string Group, int Patients, double? MeanAveragePrecision, GroupDetection? Ideal, GroupDetection? Validation, GroupDetection? Healthy)
{
    /// <summary>At the threshold found on synthetic lesions.</summary>
    public GroupDetection? Synthetic { get; init; }

    /// <summary>What came out at a stored threshold; null where there is none of the kind.</summary>
    public GroupDetection? At(ThresholdKind kind) => kind.Choose(Validation, Healthy, Synthetic);
}

/// <summary>A group's figures at one threshold; means are over the patients for whom the figure is defined.</summary>
/// <param name="MeanDice">Mean of the patients' Dice.</param>
/// <param name="MeanSensitivity">Mean of their sensitivity.</param>
/// <param name="LesionRecall">Over all lesions of the group.</param>
/// <param name="FalsePositivesPerScan">Detected components in no lesion.</param>
/// <param name="MeanHausdorff95">Millimetres.</param>
/// <param name="MeanSurfaceDice">Mean of the patients' surface Dice.</param>
public sealed record GroupDetection(double? MeanDice, double? MeanSensitivity, double? LesionRecall, double? FalsePositivesPerScan, double? MeanHausdorff95, double? MeanSurfaceDice);
