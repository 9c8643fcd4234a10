using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;

namespace BrainDae.Evaluation.Results;

/// <summary>What is known of whether a model has seen the patients it is evaluated on.</summary>
public enum LeakResult
{
    /// <summary>The model's manifest does not say what it was trained on, as with an imported checkpoint, or not all of it, as where training went on from one.</summary>
    Unknown,

    /// <summary>It was trained on none of the patients.</summary>
    Unseen,

    /// <summary>It was trained on some of them.</summary>
    TrainedOn,

    /// <summary>It was trained on none of them, but its thresholds were found on some of them.</summary>
    CalibratedOn,
}

/// <summary>
/// Whether a model has seen the patients it is evaluated on: by name; by subject, whom another visit shows as well; and,
/// where its manifest has them, by the content hash of their slices, which finds a patient under another name.
/// </summary>
/// <param name="Result">The outcome.</param>
/// <param name="ComparedContent">Whether content hashes were compared, not names alone.</param>
/// <param name="TrainedOn">Evaluated patients that the model was trained on, sorted.</param>
/// <param name="ValidatedOn">Evaluated patients that chose the model's epoch, sorted: it never learned from them, but favours them.</param>
public sealed record LeakAudit(LeakResult Result, bool ComparedContent, ImmutableArray<string> TrainedOn, ImmutableArray<string> ValidatedOn)
{
    private const int NamesInMessage = 5;

    /// <summary>The audit of a model of which nothing is known.</summary>
    public static LeakAudit Unknown { get; } = new(LeakResult.Unknown, false, [], []);

    // Generated readers set what the JSON lacks to its type's default.
    /// <summary>Evaluated patients on which the model's healthy deviations and thresholds were found, sorted.</summary>
    public ImmutableArray<string> CalibratedOn { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Compares patients with those that a model's file records.</summary>
    /// <param name="trained">What it was trained on; null where the file says nothing.</param>
    /// <param name="calibration">Its calibration; null without one.</param>
    /// <param name="patients">The patients to evaluate on.</param>
    public static LeakAudit Of(TrainingDataIdentity? trained, ModelCalibration? calibration, IEnumerable<CohortPatient> patients)
    {
        CohortPatient[] all = [.. patients];
        var calibratedOn = Among(all, calibration?.Data.Register ?? PatientRegister.Empty);
        if (trained is null)
        {
            return Unknown with { Result = calibratedOn.IsEmpty ? LeakResult.Unknown : LeakResult.CalibratedOn, CalibratedOn = calibratedOn };
        }

        var trainedOn = Among(all, trained.Trained);
        var otherwise = trained.BegunElsewhere ? LeakResult.Unknown : LeakResult.Unseen;
        return new(
            !trainedOn.IsEmpty ? LeakResult.TrainedOn : calibratedOn.IsEmpty ? otherwise : LeakResult.CalibratedOn,
            trained.TrainContentSha256 is not null,
            trainedOn,
            Among(all, trained.Validated))
        {
            CalibratedOn = calibratedOn,
        };
    }

    /// <summary>Refuses patients that the model was trained or calibrated on.</summary>
    /// <param name="source">What they were named in, for the message: a flag or a file.</param>
    /// <param name="calibrationIsKnown">Whether it is said in the results that these are the patients of calibration, so that they need not be refused for it.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public void RequireUnseen(FailureText source, bool calibrationIsKnown)
    {
        var (seen, how) = Result == LeakResult.TrainedOn ? (TrainedOn, "trained") : calibrationIsKnown ? ([], "") : (CalibratedOn, "calibrated");
        if (!seen.IsEmpty)
        {
            var more = seen.Length > NamesInMessage ? $" and {seen.Length - NamesInMessage} more" : "";
            throw BrainDaeException.Invalid($"{source}: the model was {how} on {string.Join(", ", seen.Take(NamesInMessage))}{more} (by name, by subject or by content), so the figures would say nothing about new patients; evaluate on others, or give {new OptionName("AllowTrainPatients")} to do it all the same.");
        }
    }

    /// <summary>The outcome in one line.</summary>
    public override string ToString() => Result switch
    {
        LeakResult.Unknown => "unknown: the model does not say of all its patients who they are",
        LeakResult.TrainedOn => $"the model was trained on {TrainedOn.Length} of these patients",
        LeakResult.CalibratedOn => $"{CalibratedOn.Length} of these patients calibrated the model, so figures at its stored thresholds are left out",
        _ => $"none of these patients was trained on ({(ComparedContent ? "by name and content" : "by name; the model stores no content hashes")})",
    } + (ValidatedOn.IsEmpty ? "" : $"; {ValidatedOn.Length} of them chose its epoch");

    private static ImmutableArray<string> Among(CohortPatient[] patients, PatientRegister register) =>
        [.. patients.Where(p => register.Holds(p.Name, p.ContentSha256, p.Subject)).Select(p => p.Name).Order(StringComparer.Ordinal)];
}
