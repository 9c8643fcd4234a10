using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Files;

namespace BrainDae.Data.Slices;

/// <summary>
/// Decides which patients' healthy slices are used where some patients have no lesion label. In a cohort without any
/// label all slices count as healthy; where some patients have one, somebody must have said what the others are.
/// </summary>
public static class UnlabelledPatients
{
    /// <summary>The patients whose healthy slices are used, in the order given.</summary>
    /// <param name="store">The cohort.</param>
    /// <param name="names">Patients of it.</param>
    /// <param name="rule">What becomes of those without a label; needed only where a patient of the cohort has one.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: it is needed and null; a patient is not in the store.</exception>
    public static ImmutableArray<string> Admit(SliceStore store, IEnumerable<string> names, UnlabelledRule? rule)
    {
        ArgumentNullException.ThrowIfNull(store);
        ImmutableArray<string> all = [.. names];
        var unlabelled = all.Where(name => !store.Get(name).HasLabel).ToHashSet(StringComparer.Ordinal);
        if (unlabelled.Count > 0 && rule is null && store.Manifest.Patients.Any(patient => patient.HasLabel))
        {
            throw BrainDaeException.Option($"{new OptionName("Unlabelled")}: {unlabelled.Count} of {all.Length} patients in {store.Folder} have no lesion label, the first {unlabelled.Min(StringComparer.Ordinal)}, but others have one. Give {new OptionName("Unlabelled")} healthy if all their slices are healthy, or {new OptionName("Unlabelled")} skip to leave them out.");
        }

        return rule == UnlabelledRule.Skip ? all.RemoveAll(unlabelled.Contains) : all;
    }
}
