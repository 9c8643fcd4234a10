using BrainDae.Metrics.Intervals;

namespace BrainDae.Evaluation.Results;

/// <summary>Figures at one threshold.</summary>
/// <param name="Threshold">Lesion where the score is above it.</param>
/// <param name="Dice">Over all pixels of all patients together.</param>
/// <param name="DiceFiltered">The same after removing small components in each patient's volume; null without filtering.</param>
/// <param name="MeanPatientDice">Mean over the patients with a lesion of their own Dice (filtered, if filtering).</param>
public sealed record ThresholdResult(double Threshold, double? Dice, double? DiceFiltered, double? MeanPatientDice)
{
    /// <summary>95% interval of <see cref="Dice"/> over patients.</summary>
    public ConfidenceInterval? DiceInterval { get; init; }

    /// <summary>95% interval of <see cref="DiceFiltered"/> over patients.</summary>
    public ConfidenceInterval? DiceFilteredInterval { get; init; }

    /// <summary>95% interval of <see cref="MeanPatientDice"/> over patients.</summary>
    public ConfidenceInterval? MeanPatientDiceInterval { get; init; }

    /// <summary>Share of all lesion pixels called lesion (filtered, if filtering).</summary>
    public double? Sensitivity { get; init; }

    /// <summary>Share of all pixels called lesion that are (filtered, if filtering).</summary>
    public double? Precision { get; init; }

    /// <summary>Lesion by lesion, over all patients; null where it was not measured: at the ideal threshold without filtering.</summary>
    public LesionWiseResult? Lesions { get; init; }

    /// <summary>HD95 in mm over the patients for whom it is defined; null where it was not measured.</summary>
    public PatientAverage? Hausdorff95 { get; init; }

    /// <summary>Normalised surface Dice over the patients for whom it is defined; null where it was not measured.</summary>
    public PatientAverage? SurfaceDice { get; init; }
}

/// <summary>Lesions of all patients together.</summary>
/// <param name="Lesions">Lesions of at least the minimum volume.</param>
/// <param name="Found">Those of them that were found.</param>
/// <param name="FalsePositives">Detected components that reach into no lesion.</param>
/// <param name="FalsePositivesPerScan">Their number a patient.</param>
/// <param name="Recall">Share of lesions found.</param>
/// <param name="Precision">Found / (found + false positives).</param>
/// <param name="F1">Harmonic mean of recall and precision.</param>
public sealed record LesionWiseResult(int Lesions, int Found, int FalsePositives, double? FalsePositivesPerScan, double? Recall, double? Precision, double? F1)
{
    /// <summary>95% interval of <see cref="Recall"/> over patients.</summary>
    public ConfidenceInterval? RecallInterval { get; init; }

    /// <summary>95% interval of <see cref="F1"/> over patients.</summary>
    public ConfidenceInterval? F1Interval { get; init; }
}

/// <summary>A figure over patients.</summary>
/// <param name="Mean">Mean over the patients for whom it is defined; null where it is for none.</param>
/// <param name="Median">Their median.</param>
/// <param name="Patients">How many those are.</param>
/// <param name="Interval">95% interval of the mean over patients.</param>
public sealed record PatientAverage(double? Mean, double? Median, int Patients, ConfidenceInterval? Interval);
