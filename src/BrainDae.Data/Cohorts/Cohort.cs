using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts;

/// <summary>The patients under one folder.</summary>
/// <param name="Source">The folder.</param>
/// <param name="Layout">The layout that its files follow, in words.</param>
/// <param name="Patients">Patients with every file that is needed, sorted by ordinal name.</param>
/// <param name="Incomplete">Patients that lack a file, sorted by ordinal name.</param>
public sealed record Cohort(
    string Source, string Layout, ImmutableArray<PatientFiles> Patients, ImmutableArray<IncompletePatient> Incomplete)
{
    /// <summary>The layout that it was read in, so that it can be read in it again. Default <see cref="CohortLayout.Auto"/>, for a cohort that was put together by hand.</summary>
    public LayoutChoice Choice { get; init; } = new();

    /// <summary>Patients without a segmentation.</summary>
    public int Unlabelled => Patients.Count(patient => patient.Segmentation is null);

    /// <summary>The cohort without the patients that a rule leaves out.</summary>
    /// <param name="rule">What becomes of patients without a segmentation; needed only where some have one and others have not.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: it is needed and null; <see cref="FailureKind.InvalidInput"/>: nobody is left.</exception>
    public Cohort Admit(UnlabelledRule? rule)
    {
        if (Unlabelled == 0 || rule == UnlabelledRule.Healthy || (rule is null && Unlabelled == Patients.Length))
        {
            return this;
        }

        if (rule is null)
        {
            throw BrainDaeException.Option($"{new OptionName("Unlabelled")}: {Unlabelled} of the {Patients.Length} patients under {Source} have no segmentation, the first {Patients.First(p => p.Segmentation is null).Name}. Give {new OptionName("Unlabelled")} healthy if all their slices are healthy, or {new OptionName("Unlabelled")} skip to leave them out.");
        }

        return Unlabelled < Patients.Length
            ? this with { Patients = Patients.RemoveAll(patient => patient.Segmentation is null) }
            : throw BrainDaeException.Invalid($"{Source}: no patient has a segmentation, so {new OptionName("Unlabelled")} skip leaves out all of them. Leave out {new OptionName("Unlabelled")}: then all their slices count as healthy.");
    }
}
