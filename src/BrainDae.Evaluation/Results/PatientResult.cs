using BrainDae.Method.Calibration;

namespace BrainDae.Evaluation.Results;

/// <summary>One patient's figures; Dice is after filtering, if filtering.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="LesionPixels">Pixels labelled as lesion.</param>
/// <param name="AveragePrecision">Over the patient's pixels; null without a lesion.</param>
/// <param name="OwnIdealDice">At the patient's own best threshold, unfiltered; null without a lesion.</param>
/// <param name="DiceAtIdeal">At the pooled ideal threshold.</param>
/// <param name="DiceAtValidation">At the validation threshold.</param>
public sealed record PatientResult(string Name, int Slices, long LesionPixels, double? AveragePrecision, double? OwnIdealDice, double? DiceAtIdeal, double? DiceAtValidation)
{
    /// <summary>Volume of all lesions on the scan's own grid.</summary>
    public double TumourMillilitres { get; init; }

    // Generated readers set what the JSON lacks to null.
    /// <summary>The group of that volume.</summary>
    public string VolumeGroup { get; init => field = value ?? ""; } = "";

    /// <summary>At the pooled ideal threshold.</summary>
    public PatientDetection? Ideal { get; init; }

    /// <summary>At the threshold fixed on the validation split.</summary>
    public PatientDetection? Validation { get; init; }

    /// <summary>At the threshold calibrated on healthy slices.</summary>
    public PatientDetection? Healthy { get; init; }

    /// <summary>At the threshold found on synthetic lesions.</summary>
    public PatientDetection? Synthetic { get; init; }

    /// <summary>What came out at a stored threshold; null where there is none of the kind.</summary>
    public PatientDetection? At(ThresholdKind kind) => kind.Choose(Validation, Healthy, Synthetic);

    /// <summary>On the scan's own grid; null where that was not asked for or the score needs no network.</summary>
    public NativeDetection? Native { get; init; }
}

/// <summary>A patient's detection at one threshold, after filtering, if filtering; what is not defined or was not measured is null.</summary>
/// <param name="Dice">Pixel by pixel; null with neither a lesion nor a detection.</param>
/// <param name="Sensitivity">Share of lesion pixels found; null without a lesion.</param>
/// <param name="Precision">Share of detected pixels that are lesion; null without a detection.</param>
/// <param name="Lesions">Lesions of at least the minimum volume.</param>
/// <param name="LesionsFound">Those of them that were found.</param>
/// <param name="FalsePositiveLesions">Detected components that reach into no lesion.</param>
/// <param name="LesionRecall">Share of lesions found; null without a lesion.</param>
/// <param name="LesionF1">Null with neither a lesion nor a false positive.</param>
/// <param name="Hausdorff95">Millimetres; null without a lesion or without a detection.</param>
/// <param name="SurfaceDice">Null with neither a lesion nor a detection.</param>
public sealed record PatientDetection(
    double? Dice,
    double? Sensitivity,
    double? Precision,
    int? Lesions,
    int? LesionsFound,
    int? FalsePositiveLesions,
    double? LesionRecall,
    double? LesionF1,
    double? Hausdorff95,
    double? SurfaceDice);
