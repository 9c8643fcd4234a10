using BrainDae.Cli.Ending;
using BrainDae.Cli.Output;
using BrainDae.Data.Cohorts;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Prediction;

namespace BrainDae.Cli.Sessions;

/// <summary>One prediction run with its progress and its summary.</summary>
/// <param name="context">Shows it.</param>
/// <param name="predictor">The model.</param>
/// <param name="folder">Receives the results.</param>
/// <param name="single">Whether one patient was asked for: its failure is then the run's failure.</param>
internal sealed class PredictionSession(CommandContext context, Predictor predictor, PredictionFolder folder, bool single)
{
    private readonly List<PatientOutcome> outcomes = [];

    /// <summary>Receives the results once more; null for nowhere.</summary>
    public BidsDerivatives? Derivatives { get; init; }

    public ExitCode Run(Cohort cohort, bool overwrite)
    {
        RequireNames(cohort);
        WriteSettings();
        var result = ProgressBar.Run(context.Console, progress =>
        {
            var bar = progress?.AddTask("predicting", maxValue: cohort.Patients.Length);
            return new CohortPredictor(predictor, folder, new Told<PatientOutcome>(Tell)) { Overwrite = overwrite, StopAtFailure = single }.Run(cohort, context.Cancellation);

            void Tell(PatientOutcome outcome)
            {
                WriteOutcome(outcome);
                outcomes.AddRange(Derivatives is not null ? [outcome] : []);
                bar?.Increment(1);
            }
        });
        FailureTable.Write(context, result.Failed);
        context.WriteLine($"{Counted.Of(result.Done, "patient")} predicted, {result.Skipped} done before, {result.Failed.Length} failed.");
        context.Written($"{folder.Table} and a folder a patient beside it.");
        WriteDerivatives();
        if (!result.Implausible.IsEmpty)
        {
            context.Warn($"{Counted.Of(result.Implausible.Length, "patient")} implausible ({string.Join(", ", result.Implausible)}): what was found there should not be believed, so the mask is named NAME_implausible_mask.nii.gz. {folder.Table} and prediction.json say why.");
        }

        return !result.Failed.IsEmpty ? ExitCode.SomePatientsFailed
            : !result.Implausible.IsEmpty ? ExitCode.ImplausibleScans
            : ExitCode.Success;
    }

    /// <summary>Shows what a run would do.</summary>
    public ExitCode List(Cohort cohort)
    {
        RequireNames(cohort);
        WriteSettings();
        var finished = cohort.Patients.Count(files => CohortPredictor.IsFinished(predictor, folder, files));
        context.WriteLine($"{cohort.Patients.Length} complete patients ({cohort.Layout}) under {cohort.Source}, {finished} of them done before; {cohort.Incomplete.Length} incomplete.");
        FailureTable.Write(context, cohort.Incomplete);
        return ExitCode.Success;
    }

    private void RequireNames(Cohort cohort)
    {
        foreach (var patient in Derivatives is null ? [] : cohort.Patients)
        {
            BidsDerivatives.RequireName(patient.Name);
        }
    }

    private void WriteDerivatives()
    {
        if (Derivatives is null)
        {
            return;
        }

        Derivatives.WriteDescription();
        foreach (var outcome in outcomes.Where(outcome => outcome.Summary is not null))
        {
            Derivatives.Write(folder, outcome.Summary!, isNew: !outcome.Skipped);
        }

        context.Written($"{Derivatives.Root}, a derivative dataset of BIDS.");
    }

    private void WriteSettings()
    {
        var settings = predictor.Settings;
        var found = settings.ThresholdData is { } data
            ? $"{settings.ThresholdKind.Text()}, found on {Counted.Of(data.Patients, "patient")}{(data.Range is { } range ? $"; {ThresholdText.Alone(range, settings.ThresholdKind)}" : "")}"
            : "given";
        var peak = settings.MinimumPeak > 0 ? $" and a peak of {settings.MinimumPeak * settings.Threshold:0.0000}" : "";
        context.WriteLine($"Model {settings.Model.Identifier} ({settings.Model.Sha256[..12]}), score {settings.Score}, lesion above {settings.Threshold:0.0000} ({found}), from {settings.MinimumVolume} mm³{peak} on.");
        if (settings.CalibrationPrecision is { } calibrated)
        {
            UnwrappedLine.WriteNotice(context.Console, $"the model was calibrated in {calibrated.Text()} and its network computes in {settings.Precision.Text()} here, so its thresholds fit less exactly. Use {(calibrated == NetworkPrecision.BFloat16 ? "--runtime torch " : "")}--precision {calibrated.Text()}, or calibrate it anew (braindae calibrate --precision {settings.Precision.Text()}).");
        }

        if (predictor.KnownScans is null)
        {
            context.Warn($"the model has no record of what its scans look like, so scans that are swapped, cropped or not skull-stripped are not noticed: {(settings.ThresholdData is null ? "calibrate it" : "calibrate it anew")} (braindae calibrate).");
        }
    }

    private void WriteOutcome(PatientOutcome outcome)
    {
        if (outcome is not { Skipped: false, Summary: { } summary })
        {
            return;
        }

        context.WriteLabelled($"{summary.Patient}:", $"{Counted.Of(summary.Lesions, "lesion")}, {summary.LesionVolumeMl:0.00} ml.");
        foreach (var reason in summary.Implausible)
        {
            context.Warn($"implausible: {reason}");
        }

        foreach (var warning in summary.Warnings)
        {
            context.Warn(warning);
        }
    }
}
