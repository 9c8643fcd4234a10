using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Plausibility;

/// <summary>
/// Says whether a patient's scans look like those that a model knows, and if not, what is likely wrong with them. What was
/// measured of it is in docs/reliability.md.
/// </summary>
public static class ScanPlausibility
{
    /// <summary>Standard deviations from the mean beyond which a single trait is implausible.</summary>
    private const double FarthestDistance = 4;

    /// <summary>By how much another reading of the scans must fit better than the one given, in nats.</summary>
    private const double BetterFit = 2;

    /// <summary>What is wrong shows in many traits; the first of their kinds are said.</summary>
    private const int MostDoubts = 3;

    /// <summary>Distances beyond it count as this, so that infinities can be compared.</summary>
    private const double FarthestThatCounts = 1e6;

    /// <summary>Names what is implausible.</summary>
    /// <param name="patient">The slices.</param>
    /// <param name="known">What the model knows.</param>
    /// <param name="foreground">Of the slices; null where nobody has found it yet.</param>
    /// <returns>One line each; empty for a plausible patient.</returns>
    public static ImmutableArray<string> Doubts(PatientSlices patient, KnownScans known, ForegroundStatistics? foreground = null)
    {
        ArgumentNullException.ThrowIfNull(patient);
        ArgumentNullException.ThrowIfNull(known);
        return TraitMeasurement.Of(patient, foreground) is not { } traits ? [$"{patient.Name}: nothing in its slices is foreground."]
            : Doubts(traits, known) is { IsEmpty: false } doubts ? [.. doubts.Select(doubt => $"{patient.Name}: {doubt}.")]
            : [];
    }

    internal static ImmutableArray<string> Doubts(ScanTraits traits, KnownScans known)
    {
        var better = BestReading(traits, known);
        return
        [
            .. better is { Reading: { } reading, Gain: > BetterFit } ? [reading.Text(traits.Modalities)] : Array.Empty<string>(),
            .. Judged(traits, known).Where(found => found.Distance > FarthestDistance).GroupBy(found => found.Trait.Kind)
                .Select(group => group.MaxBy(found => found.Distance)).OrderBy(found => found.Trait.Kind).Take(MostDoubts).Select(found => DoubtText.Of(found.Trait, known.Traits[found.Trait.Name], known.Patients)),
        ];
    }

    /// <summary>The other way to take the scans that fits best, and by how much better than the one given, in nats; null for scans that can be taken in one way alone.</summary>
    internal static (Reading? Reading, double Gain) BestReading(ScanTraits traits, KnownScans known)
    {
        var misfit = Misfit(traits, known);
        return Reading.Others(traits.Modalities.Count).Select(other => ((Reading?)other, Gain: misfit - Misfit(other.Of(traits), known))).MaxBy(other => other.Gain);
    }

    /// <summary>The traits that count each for itself and lie outside of what is known, with their distances; pairs of modalities count together alone.</summary>
    internal static IEnumerable<(Trait Trait, double Distance)> Judged(ScanTraits traits, KnownScans known) => traits.All
        .Where(trait => trait.Kind is not (TraitKind.Correlation or TraitKind.Skewness) && known.Traits.ContainsKey(trait.Name) && IsOutside(trait, known))
        .Select(trait => (trait, known.Distance(trait)));

    /// <summary>A large cohort knows rare scans too, however many deviations they lie from its mean.</summary>
    private static bool IsOutside(Trait trait, KnownScans known) =>
        known.Traits[trait.Name] is var range && !(trait.Value >= range.Least && trait.Value <= range.Greatest);

    /// <summary>
    /// How badly intensities fit what is known, in nats: the negative logarithm of Student's t density of 5 degrees of
    /// freedom, up to a constant, so that one odd trait alone, as a large lesion makes it, decides nothing.
    /// </summary>
    private static double Misfit(ScanTraits traits, KnownScans known)
    {
        const double Freedom = 5;
        return traits.All.Where(trait => trait.Kind is TraitKind.Quantile or TraitKind.Correlation or TraitKind.Skewness)
            .Select(trait => Math.Min(known.Distance(trait), FarthestThatCounts))
            .Sum(distance => (Freedom + 1) / 2 * Math.Log(1 + distance * distance / Freedom));
    }
}
