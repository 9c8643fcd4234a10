using System.Collections.Immutable;
using BrainDae.Learning.Network;

namespace BrainDae.Learning.Evaluation;

/// <summary>The outcome of one evaluation with everything needed to rebuild it. A figure that is not defined is null.</summary>
public sealed record EvaluationReport
{
    /// <summary>Name and version of the software.</summary>
    public required string Software { get; init; }

    /// <summary>The model.</summary>
    public required EvaluatedModel Model { get; init; }

    /// <summary>Hash over the content of all slices in the data folder.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>The patients evaluated on.</summary>
    public required EvaluatedSplit Split { get; init; }

    /// <summary>Arithmetic inside the network.</summary>
    public required NetworkPrecision Precision { get; init; }

    /// <summary>Components of at most so many voxels are removed by the filter (26-connectivity).</summary>
    public required int MaximumComponentSize { get; init; }

    /// <summary>How the average precision is defined.</summary>
    public string AveragePrecisionDefinition { get; init; } = "sum over distinct scores of (recall_n - recall_n-1) * precision_n, all pixels of all slices pooled, scores in half precision";

    /// <summary>Which slices and label count.</summary>
    public string SliceRule { get; init; } = "every kept slice of every patient, healthy ones included; label resized with the slice and thresholded at 0.5";

    /// <summary>The scores, the model's first, baselines after it.</summary>
    public required ImmutableArray<ScoreResult> Scores { get; init; }
}

/// <summary>Which weights were evaluated.</summary>
/// <param name="Identifier">Name of the model.</param>
/// <param name="Sha256">Hash of the checkpoint file.</param>
/// <param name="Epoch">Epoch (from 0) of the checkpoint.</param>
public sealed record EvaluatedModel(string Identifier, string Sha256, int Epoch);

/// <summary>Who was evaluated on.</summary>
/// <param name="Name">train, val or test.</param>
/// <param name="Sha256">Hash over the sorted names.</param>
/// <param name="Patients">Number of patients.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="Pixels">Number of pixels.</param>
/// <param name="LesionPixels">Pixels labelled as lesion.</param>
public sealed record EvaluatedSplit(string Name, string Sha256, int Patients, int Slices, long Pixels, long LesionPixels);

/// <summary>One score's figures.</summary>
public sealed record ScoreResult
{
    /// <summary>Name of the score.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Description { get; init; }

    /// <summary>Average precision over all pixels.</summary>
    public required double? AveragePrecision { get; init; }

    /// <summary>Area under the receiver operating characteristic over all pixels.</summary>
    public required double? Auroc { get; init; }

    /// <summary>Which thresholds were tried.</summary>
    public required string Thresholds { get; init; }

    /// <summary>At the threshold with the highest Dice on these very patients: an ideal, not a result in the field.</summary>
    public required ThresholdResult? Ideal { get; init; }

    /// <summary>At the threshold with the highest Dice on the validation split; null without lesions there.</summary>
    public required ThresholdResult? Validation { get; init; }

    /// <summary>Each patient's figures.</summary>
    public required ImmutableArray<PatientResult> Patients { get; init; }
}

/// <summary>Dice at one threshold.</summary>
/// <param name="Threshold">Lesion where the score is above it.</param>
/// <param name="Dice">Over all pixels of all patients together.</param>
/// <param name="DiceFiltered">The same after removing small components in each patient's volume; null without filtering.</param>
/// <param name="MeanPatientDice">Mean over the patients with a lesion of their own Dice (filtered, if filtering).</param>
public sealed record ThresholdResult(double Threshold, double? Dice, double? DiceFiltered, double? MeanPatientDice);

/// <summary>One patient's figures; Dice is after filtering, if filtering.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="LesionPixels">Pixels labelled as lesion.</param>
/// <param name="AveragePrecision">Over the patient's pixels; null without a lesion.</param>
/// <param name="OwnIdealDice">At the patient's own best threshold, unfiltered; null without a lesion.</param>
/// <param name="DiceAtIdeal">At the pooled ideal threshold.</param>
/// <param name="DiceAtValidation">At the validation threshold.</param>
public sealed record PatientResult(string Name, int Slices, long LesionPixels, double? AveragePrecision, double? OwnIdealDice, double? DiceAtIdeal, double? DiceAtValidation);
