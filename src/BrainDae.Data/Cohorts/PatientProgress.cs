namespace BrainDae.Data.Cohorts;

/// <summary>How far the work on some patients is.</summary>
/// <param name="Patient">The patient that was finished, skipped or failed; null at the start.</param>
/// <param name="Done">Patients that are done, this one included.</param>
/// <param name="Total">All patients of the work.</param>
public readonly record struct PatientProgress(string? Patient, int Done, int Total);
