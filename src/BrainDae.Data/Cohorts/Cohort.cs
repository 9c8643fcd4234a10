using System.Collections.Immutable;

namespace BrainDae.Data.Cohorts;

/// <summary>The patients under one folder.</summary>
/// <param name="Source">The folder.</param>
/// <param name="Layout">Name of the layout that its files follow, for reports.</param>
/// <param name="Patients">Patients with every file that is needed, sorted by ordinal name.</param>
/// <param name="Incomplete">Patients that lack a file, sorted by ordinal name.</param>
public sealed record Cohort(
    string Source, string Layout, ImmutableArray<PatientFiles> Patients, ImmutableArray<IncompletePatient> Incomplete);
