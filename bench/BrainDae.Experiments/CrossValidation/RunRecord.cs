using System.Collections.Immutable;
using System.Text.Json;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;

namespace BrainDae.Experiments.CrossValidation;

/// <summary>One score of one run as it is kept with the repository, a JSON line each: tables are made of these, and more runs can be added.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Fold">Which patients were tested.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="TrainingSeconds">Wall time of training; of the part since the last interruption, if there was one.</param>
/// <param name="Software">What evaluated.</param>
/// <param name="Score">Name of the score.</param>
/// <param name="IsDefault">Whether the model is used with it.</param>
/// <param name="AveragePrecision">All pixels of the fold's test patients pooled.</param>
/// <param name="IdealDice">At the threshold that is best on them.</param>
/// <param name="ValDice">At the threshold that was found on labelled validation patients.</param>
/// <param name="HealthyDice">At the threshold that was found on healthy slices.</param>
/// <param name="SyntheticDice">At the threshold that was found on synthetic lesions.</param>
/// <param name="Used">The threshold that predict uses.</param>
/// <param name="MeanPatientDice">Mean over patients there, components removed as predict does.</param>
/// <param name="Patients">Each patient.</param>
internal sealed record RunRecord(
    string Experiment,
    int Fold,
    long Seed,
    double TrainingSeconds,
    string Software,
    string Score,
    bool IsDefault,
    double? AveragePrecision,
    double? IdealDice,
    double? ValDice,
    double? HealthyDice,
    double? SyntheticDice,
    ThresholdKind? Used,
    double? MeanPatientDice,
    ImmutableArray<PatientRecord> Patients)
{
    /// <summary>All scores of a run.</summary>
    public static IEnumerable<RunRecord> Of(string experiment, ExperimentRun run) => run.Report.Scores.Select(score => new RunRecord(
        experiment,
        run.Fold,
        run.Seed,
        Math.Round(run.TrainingSeconds),
        run.Report.Software,
        score.Name,
        score.IsDefault,
        score.AveragePrecision,
        score.Find(MetricCatalog.UnfilteredDice, FigureThreshold.Ideal)?.Value,
        score.Find(MetricCatalog.UnfilteredDice, FigureThreshold.Of(ThresholdKind.Val))?.Value,
        score.Find(MetricCatalog.UnfilteredDice, FigureThreshold.Of(ThresholdKind.Healthy))?.Value,
        score.Find(MetricCatalog.UnfilteredDice, FigureThreshold.Of(ThresholdKind.Synthetic))?.Value,
        score.UsedThreshold,
        score.UsedThreshold is null ? null : score.Find(MetricCatalog.MeanPatientDice, score.ShownThreshold)?.Value,
        [.. score.Patients.Select(patient => Patient(score, patient))]));

    private static PatientRecord Patient(ScoreResult score, PatientResult patient) => new(
        patient.Name,
        patient.TumourMillilitres,
        patient.Find(MetricCatalog.OwnIdealDice),
        patient.Find(MetricCatalog.Dice, FigureThreshold.Ideal),
        score.UsedThreshold is null ? null : patient.Find(MetricCatalog.Dice, score.ShownThreshold));

    /// <summary>As a line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this) + "\n";
}

/// <summary>A patient in a run.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Millilitres">Volume of its lesions.</param>
/// <param name="OwnBestDice">At its own best threshold.</param>
/// <param name="DiceAtIdeal">At the fold's ideal threshold.</param>
/// <param name="DiceAtUsed">At the threshold that predict uses.</param>
internal sealed record PatientRecord(string Name, double Millilitres, double? OwnBestDice, double? DiceAtIdeal, double? DiceAtUsed);
