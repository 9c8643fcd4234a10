using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrainDae.Prediction;

/// <summary>What becomes of one patient.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Summary">What was found; null if it failed.</param>
/// <param name="Skipped">Whether an earlier run had found it.</param>
public readonly record struct PatientOutcome(string Name, PredictionSummary? Summary, bool Skipped);

/// <summary>What became of a cohort.</summary>
/// <param name="Done">Patients predicted by this run.</param>
/// <param name="Skipped">Patients that an earlier run had finished: same scans, model and settings.</param>
/// <param name="Failed">Patients that could not be predicted, by name.</param>
/// <param name="Implausible">Patients of the first two whose scans do not look like what the model knows, by name.</param>
public sealed record CohortPredictionResult(int Done, int Skipped, ImmutableArray<FailedPatient> Failed, ImmutableArray<string> Implausible);

/// <summary>
/// Predicts patients one after another: while the network works on one, the next is read and preprocessed and the one
/// before is scored and written. Holds three patients at a time, however many there are.
/// </summary>
/// <param name="predictor">The model.</param>
/// <param name="folder">Receives the results.</param>
/// <param name="progress">Told each patient that is finished, skipped or failed; from any thread, never twice at once; may be null.</param>
public sealed class CohortPredictor(Predictor predictor, PredictionFolder folder, IProgress<PatientOutcome>? progress = null)
{
    private readonly Lock telling = new();
    private readonly List<FailedPatient> failed = [];
    private readonly List<string> implausible = [];
    private readonly Dictionary<string, string> lines = new(StringComparer.Ordinal);
    private BrainDaeException? firstFailure;
    private int done;
    private int skipped;

    /// <summary>Told each patient, with its warnings or why it failed. Default nobody.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Whether finished patients are done again. Default false.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether the first patient that cannot be used ends the run with its failure. Default false: the others go on.</summary>
    public bool StopAtFailure { get; init; }

    /// <summary>Whether an earlier run finished a patient with the same scans, model and settings; false where a scan cannot be read.</summary>
    public static bool IsFinished(Predictor predictor, PredictionFolder folder, PatientFiles files)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(files);
        try
        {
            return folder.Finished(files.Name) is { } earlier && IsRepeated(predictor, earlier, PredictionInput.Of(files, predictor.Settings.Preprocessing.Modalities));
        }
        catch (BrainDaeException)
        {
            return false;
        }
    }

    /// <summary>Predicts what is not finished yet, goes on after a bad patient, and writes the table over all patients.</summary>
    /// <param name="cohort">The patients; names are plain folder names. Incomplete ones fail.</param>
    /// <param name="cancellation">Stops; finished patients stay.</param>
    /// <exception cref="BrainDaeException">The folder cannot be written or is held by another run, or <see cref="StopAtFailure"/>.</exception>
    public CohortPredictionResult Run(Cohort cohort, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        using var held = OutputLock.OfFolder(folder.Root, "predict");
        (done, skipped) = (0, 0);
        failed.Clear();
        implausible.Clear();
        lines.Clear();
        firstFailure = null;
        var writing = Task.CompletedTask;
        var preparing = Task.FromResult<Prepared?>(null);
        try
        {
            foreach (var files in cohort.Patients)
            {
                if (StopAtFailure && firstFailure is not null)
                {
                    break;
                }

                var next = Task.Run(() => Prepare(files), cancellation);
                (var ready, preparing) = (preparing, next);
                Advance(ready.GetAwaiter().GetResult(), ref writing, cancellation);
            }

            Advance(preparing.GetAwaiter().GetResult(), ref writing, cancellation);
            writing.GetAwaiter().GetResult();
        }
        finally
        {
            Task.WhenAny(writing).Wait(CancellationToken.None);
            Task.WhenAny(preparing).Wait(CancellationToken.None);
        }

        foreach (var incomplete in cohort.Incomplete)
        {
            FailIncomplete(incomplete);
        }

        folder.WriteTable(lines);
        if (StopAtFailure && firstFailure is not null)
        {
            throw new BrainDaeException(firstFailure.Kind, firstFailure.Text, firstFailure);
        }

        return new(done, skipped, [.. failed.OrderBy(f => f.Name, StringComparer.Ordinal)], [.. implausible.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Runs the network on a patient and leaves the rest to another thread, once that has finished the patient before.</summary>
    private void Advance(Prepared? patient, ref Task writing, CancellationToken cancellation)
    {
        if (patient is not { } ready)
        {
            return;
        }

        var reconstruction = predictor.Reconstruct(ready.Slices, cancellation);
        writing.GetAwaiter().GetResult();
        writing = Task.Run(
            () =>
            {
                var summary = folder.Write(predictor.Finish(ready.Files, ready.Slices, reconstruction), ready.Inputs);
                Tell(new(ready.Files.Name, summary, Skipped: false));
            },
            cancellation);
    }

    /// <summary>Reads a patient; null if it is finished already or cannot be used.</summary>
    private Prepared? Prepare(PatientFiles files)
    {
        try
        {
            PredictionFolder.RequireName(files.Name);
            var inputs = PredictionInput.Of(files, predictor.Settings.Preprocessing.Modalities);
            if (!Overwrite && folder.Finished(files.Name) is { } earlier)
            {
                if (IsRepeated(predictor, earlier, inputs))
                {
                    Tell(new(files.Name, earlier, Skipped: true));
                    return null;
                }

                if (IsOfOtherScans(earlier, inputs))
                {
                    Fail(files.Name, OtherScans(earlier, inputs), keepsResult: true);
                    return null;
                }
            }

            return new(files, inputs, predictor.Prepare(files));
        }
        catch (BrainDaeException e) when (e.Kind != FailureKind.OutputNotWritable)
        {
            Fail(files.Name, e);
            return null;
        }
    }

    /// <summary>Whether this run would only repeat the result of an earlier one.</summary>
    private static bool IsRepeated(Predictor predictor, PredictionSummary earlier, ImmutableArray<PredictionInput> inputs) =>
        earlier.Settings == predictor.Settings && earlier.Inputs.Select(Content).SequenceEqual(inputs.Select(Content));

    /// <summary>Whether what lies under a name was found in other files with nothing in common, so that it is somebody else's.</summary>
    private static bool IsOfOtherScans(PredictionSummary earlier, ImmutableArray<PredictionInput> inputs) =>
        !earlier.Inputs.Select(Content).Intersect(inputs.Select(Content)).Any()
        && !earlier.Inputs.Select(input => Path.GetFullPath(input.File)).SequenceEqual(inputs.Select(input => input.File));

    private BrainDaeException OtherScans(PredictionSummary earlier, ImmutableArray<PredictionInput> inputs) =>
        BrainDaeException.Invalid($"{folder.Of(earlier.Patient)}: holds the result of other scans ({earlier.Inputs[0].File}) under the name that {inputs[0].File} would have, and is kept. Give this patient another {new OptionName("Name")}, choose another {new OptionName("Output")}, or replace the result with {new OptionName("Overwrite")}.");

    private static (string Sha256, int? Image) Content(PredictionInput input) => (input.Sha256, input.Image);

    private void Fail(string name, BrainDaeException failure, bool keepsResult = false)
    {
        // A result of another scan or other settings must not stand in for the one that is missing.
        FailureText reason = $"{failure.Text}{(keepsResult ? "" : SetAside(name))}";
        lock (telling)
        {
            firstFailure ??= failure;
            failed.Add(new(name, reason));
        }

        Logger.Failed(name, $"{reason}");
        Tell(new(name, null, Skipped: false));
    }

    private void FailIncomplete(IncompletePatient patient)
    {
        var outdated = PredictionFolder.IsName(patient.Name) && folder.Finished(patient.Name)?.Settings != predictor.Settings;
        FailureText reason = $"{patient.Reason}{(outdated ? SetAside(patient.Name) : "")}";
        failed.Add(new(patient.Name, reason));
        Logger.Failed(patient.Name, $"{reason}");
    }

    private string SetAside(string name) =>
        PredictionFolder.IsName(name) && folder.SetAside(name) ? " Its earlier result is left out of the table; prediction.outdated.json says what it was of." : "";

    private void Log(PatientOutcome outcome)
    {
        if (outcome is { Skipped: true })
        {
            Logger.DoneBefore(outcome.Name);
        }
        else if (outcome.Summary is { } found)
        {
            foreach (var doubt in found.Implausible.Concat(found.Warnings))
            {
                Logger.Doubted(outcome.Name, doubt);
            }

            Logger.Predicted(outcome.Name, found.Lesions, found.LesionVolumeMl);
        }
    }

    private void Tell(PatientOutcome outcome)
    {
        Log(outcome);
        lock (telling)
        {
            done += outcome is { Summary: not null, Skipped: false } ? 1 : 0;
            skipped += outcome.Skipped ? 1 : 0;
            if (outcome.Summary is { } summary)
            {
                lines[outcome.Name] = PredictionFolder.LineOf(summary);
                implausible.AddRange(summary.IsPlausible ? [] : [outcome.Name]);
            }

            progress?.Report(outcome);
        }
    }

    private sealed record Prepared(PatientFiles Files, ImmutableArray<PredictionInput> Inputs, PatientSlices Slices);
}
