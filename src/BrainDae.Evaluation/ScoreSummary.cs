using System.Collections.Immutable;
using BrainDae.Evaluation.Results;
using BrainDae.Metrics.Intervals;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Evaluation;

/// <summary>Turns what was counted and measured under one score into its figures.</summary>
/// <param name="scored">The patients under the score.</param>
/// <param name="ideal">At the threshold that is best on these very patients.</param>
/// <param name="validation">At the threshold fixed on the validation split.</param>
/// <param name="healthy">At the threshold calibrated on healthy slices.</param>
/// <param name="synthetic">At the threshold found on synthetic lesions.</param>
internal sealed class ScoreSummary(ScoredSplit scored, ThresholdOutcome? ideal, ThresholdOutcome? validation, ThresholdOutcome? healthy, ThresholdOutcome? synthetic)
{
    /// <summary>At the threshold fixed on the validation split, on the scans' own grids; null where that was not measured.</summary>
    public ThresholdOutcome? NativeValidation { get; init; }

    /// <summary>At the threshold calibrated on healthy slices, on the scans' own grids; null where that was not measured.</summary>
    public ThresholdOutcome? NativeHealthy { get; init; }

    /// <summary>At the threshold found on synthetic lesions, on the scans' own grids; null where that was not measured.</summary>
    public ThresholdOutcome? NativeSynthetic { get; init; }

    private bool IsMeasuredNatively => NativeValidation is not null || NativeHealthy is not null || NativeSynthetic is not null;

    /// <summary>The figures.</summary>
    /// <param name="bootstrap">For the intervals.</param>
    /// <param name="resampled">Average precision of each of its resamples.</param>
    public ScoreResult Result(PatientBootstrap bootstrap, ImmutableArray<double> resampled)
    {
        ImmutableArray<PatientResult> patients = [.. scored.Patients.Select(Patient)];
        return new()
        {
            Name = scored.Score.Name,
            Description = scored.Score.Description,
            Role = scored.Score.Role,
            Curves = CurveSampling.Of(scored.Pooled),
            AveragePrecision = Figure.Defined(AveragePrecision.Of(scored.Pooled)),
            AveragePrecisionInterval = ConfidenceInterval.Of(resampled),
            Auroc = Figure.Defined(Auroc.Of(scored.Pooled)),
            Thresholds = scored.Score.FitsPublishedThresholds ? "0, 0.001 .. 0.999, rounded to half precision" : "every distinct half-precision score",
            Ideal = ideal?.Summary(bootstrap),
            Validation = validation?.Summary(bootstrap),
            Healthy = healthy?.Summary(bootstrap),
            Synthetic = synthetic?.Summary(bootstrap),
            Native = IsMeasuredNatively ? new(NativeValidation?.Summary(bootstrap), NativeHealthy?.Summary(bootstrap)) { Synthetic = NativeSynthetic?.Summary(bootstrap) } : null,
            VolumeGroups = [.. TumourVolumeGroup.All.Select(group => Group(group.Name, patients)).OfType<VolumeGroupResult>()],
            Patients = patients,
        };
    }

    private PatientResult Patient(ScoredPatient patient, int index)
    {
        var (atIdeal, atValidation) = (ideal?.Of(index), validation?.Of(index));
        return new(
            patient.Name,
            patient.Slices,
            patient.LesionPixels,
            patient.AveragePrecision,
            patient.BestDice,
            atIdeal?.Dice,
            atValidation?.Dice)
        {
            TumourMillilitres = patient.TumourMillilitres,
            VolumeGroup = TumourVolumeGroup.Of(patient.TumourMillilitres).Name,
            Ideal = atIdeal,
            Validation = atValidation,
            Healthy = healthy?.Of(index),
            Synthetic = synthetic?.Of(index),
            Native = IsMeasuredNatively ? new(NativeValidation?.Of(index), NativeHealthy?.Of(index)) { Synthetic = NativeSynthetic?.Of(index) } : null,
        };
    }

    private static VolumeGroupResult? Group(string name, ImmutableArray<PatientResult> patients)
    {
        PatientResult[] members = [.. patients.Where(p => p.VolumeGroup == name)];
        return members.Length == 0 ? null : new(
            name,
            members.Length,
            Figure.Mean(members.Select(p => p.AveragePrecision)),
            Detection([.. members.Select(p => p.Ideal)]),
            Detection([.. members.Select(p => p.Validation)]),
            Detection([.. members.Select(p => p.Healthy)]))
        {
            Synthetic = Detection([.. members.Select(p => p.Synthetic)]),
        };
    }

    private static GroupDetection? Detection(PatientDetection?[] members) => members.Any(m => m is null) ? null : new(
        Figure.Mean(members.Select(m => m!.Dice)),
        Figure.Mean(members.Select(m => m!.Sensitivity)),
        Figure.Defined((double?)members.Sum(m => m!.LesionsFound) / members.Sum(m => m!.Lesions)),
        members.Any(m => m!.FalsePositiveLesions is null) ? null : members.Average(m => (double?)m!.FalsePositiveLesions),
        Figure.Mean(members.Select(m => m!.Hausdorff95)),
        Figure.Mean(members.Select(m => m!.SurfaceDice)));
}
