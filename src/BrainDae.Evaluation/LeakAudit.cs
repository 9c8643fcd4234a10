using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Models;

namespace BrainDae.Evaluation;

/// <summary>What is known of whether a model has seen the patients it is evaluated on.</summary>
public enum LeakResult
{
    /// <summary>The model's manifest does not say what it was trained on, as with an imported checkpoint.</summary>
    Unknown,

    /// <summary>It was trained on none of the patients.</summary>
    Unseen,

    /// <summary>It was trained on some of them.</summary>
    TrainedOn,
}

/// <summary>
/// Whether a model has seen the patients it is evaluated on, by name and, where its manifest has them, by the content
/// hash of their slices, which finds a patient under another name.
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

    /// <summary>Compares patients with those in a model's manifest.</summary>
    /// <param name="trained">What the manifest says; null where it says nothing.</param>
    /// <param name="patients">The patients to evaluate on.</param>
    public static LeakAudit Of(TrainingDataIdentity? trained, IEnumerable<CohortPatient> patients)
    {
        if (trained is null)
        {
            return Unknown;
        }

        CohortPatient[] all = [.. patients];
        var trainedOn = Among(all, trained.TrainPatients, trained.TrainContentSha256);
        return new(
            trainedOn.IsEmpty ? LeakResult.Unseen : LeakResult.TrainedOn,
            trained.TrainContentSha256 is not null,
            trainedOn,
            Among(all, trained.ValidationPatients, trained.ValidationContentSha256));
    }

    /// <summary>Refuses patients that the model was trained on.</summary>
    /// <param name="source">What they were named in, for the message: a flag or a file.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public void RequireUnseen(string source)
    {
        if (Result == LeakResult.TrainedOn)
        {
            var more = TrainedOn.Length > NamesInMessage ? $" and {TrainedOn.Length - NamesInMessage} more" : "";
            throw BrainDaeException.Invalid($"{source}: the model was trained on {string.Join(", ", TrainedOn.Take(NamesInMessage))}{more} (by name or by content), so the figures would say nothing about new patients; evaluate on others, or give --allow-train-patients to do it all the same.");
        }
    }

    /// <summary>The outcome in one line.</summary>
    public override string ToString() => Result switch
    {
        LeakResult.Unknown => "unknown: the model does not say which patients it was trained on",
        LeakResult.TrainedOn => $"the model was trained on {TrainedOn.Length} of these patients",
        _ => $"none of these patients was trained on ({(ComparedContent ? "by name and content" : "by name; the model stores no content hashes")})",
    } + (ValidatedOn.IsEmpty ? "" : $"; {ValidatedOn.Length} of them chose its epoch");

    private static ImmutableArray<string> Among(CohortPatient[] patients, ImmutableArray<string> names, ImmutableArray<string>? hashes)
    {
        var (known, contents) = (names.ToHashSet(StringComparer.Ordinal), (hashes ?? []).ToHashSet(StringComparer.Ordinal));
        return [.. patients.Where(p => known.Contains(p.Name) || contents.Contains(p.ContentSha256)).Select(p => p.Name).Order(StringComparer.Ordinal)];
    }
}
