using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BrainDae.Evaluation.Figures;
using BrainDae.Imaging.Components;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;

namespace BrainDae.Evaluation.Results;

/// <summary>One score's figures.</summary>
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

    /// <summary>Which thresholds were tried.</summary>
    public required string Thresholds { get; init; }

    /// <summary>Which 26-connected components the filter takes off its detections on the stored slices; null where nothing is filtered.</summary>
    public ComponentRule? Removed { get; init; }

    /// <summary>The stored threshold that is used where nobody chooses; null where there is none that may be shown.</summary>
    public ThresholdKind? UsedThreshold { get; init; }

    /// <summary>Over all patients, with intervals.</summary>
    public required FigureTable<Figure> Figures { get; init; }

    // Generated readers set what the JSON lacks to its type's default.
    /// <summary>What it does at every threshold.</summary>
    public ScoreCurves Curves { get; init => field = value ?? ScoreCurves.None; } = ScoreCurves.None;

    /// <summary>By volume of the patients' lesions; groups without a patient are left out.</summary>
    public ImmutableArray<VolumeGroupResult> VolumeGroups { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Each patient's figures.</summary>
    public required ImmutableArray<PatientResult> Patients { get; init; }

    /// <summary>Average precision over all pixels; null without a lesion.</summary>
    [JsonIgnore]
    public double? AveragePrecision => Find(MetricCatalog.AveragePrecision)?.Value;

    /// <summary>The kind of threshold that is used where nobody chooses, or without one the ideal.</summary>
    internal FigureThreshold ShownThreshold =>
        FigureThreshold.All.FirstOrDefault(threshold => threshold.Kind == UsedThreshold) ?? FigureThreshold.Ideal;

    /// <summary>A figure over all patients; null where it is not defined or was not measured.</summary>
    internal Figure? Find(Metric metric, FigureThreshold? threshold = null) => Figures.Find(new(metric, threshold));
}

/// <summary>A group of patients whose lesions have about the same volume.</summary>
/// <param name="Group">Its bounds.</param>
/// <param name="Patients">How many patients.</param>
/// <param name="Figures">Over its patients, without intervals; figures pixel by pixel are means over patients.</param>
public sealed record VolumeGroupResult(string Group, int Patients, FigureTable<Figure> Figures);

/// <summary>One patient's figures.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="LesionPixels">Pixels labelled as lesion.</param>
/// <param name="TumourMillilitres">Volume of all lesions on the scan's own grid.</param>
/// <param name="VolumeGroup">The group of that volume.</param>
/// <param name="Figures">The figures.</param>
public sealed record PatientResult(
    string Name, int Slices, long LesionPixels, double TumourMillilitres, string VolumeGroup, FigureTable<double> Figures)
{
    /// <summary>A figure; null where it is not defined or was not measured.</summary>
    internal double? Find(Metric metric, FigureThreshold? threshold = null) => Figures.Find(new(metric, threshold));
}
