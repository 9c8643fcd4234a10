using System.Collections.Immutable;

namespace BrainDae.Data.Cohorts;

/// <summary>Where one patient's scans lie on disk.</summary>
/// <param name="Name">Name of the patient, unique in its cohort; split files list it.</param>
/// <param name="Modalities">One file a modality, in the order of <see cref="Cohorts.Modalities.All"/>.</param>
/// <param name="Segmentation">The lesion label, or null where the patient has none.</param>
public sealed record PatientFiles(string Name, ImmutableArray<string> Modalities, string? Segmentation)
{
    /// <summary>The file of one modality.</summary>
    public string this[Modality modality] => Modalities[(int)modality];
}
