using BrainDae.Files;

namespace BrainDae.Data.Cohorts;

/// <summary>A patient that cannot be used.</summary>
/// <param name="Name">Name of the patient.</param>
/// <param name="Reason">One line: the folder, what is missing in it and the file name that was looked for.</param>
public sealed record IncompletePatient(string Name, FailureText Reason);
