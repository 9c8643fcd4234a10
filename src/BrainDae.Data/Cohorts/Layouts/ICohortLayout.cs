using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>A layout that cohorts may lie in.</summary>
internal interface ICohortLayout
{
    /// <summary>Which one.</summary>
    CohortLayout Layout { get; }

    /// <summary>What shows it, as the middle of a sentence.</summary>
    string Sign { get; }

    /// <summary>Whether a folder shows it; reads no file.</summary>
    bool Recognizes(CohortSource source);

    /// <summary>Finds the patients.</summary>
    /// <exception cref="BrainDaeException">The folder is not laid out so, or holds no complete patient.</exception>
    Cohort Find(CohortSource source);
}

/// <summary>Where a cohort is looked for.</summary>
/// <param name="Path">The folder, which is there.</param>
/// <param name="Modalities">What a patient must have.</param>
/// <param name="Choice">The layout that was asked for.</param>
/// <param name="OnePatient">Whether the folder may be one patient's own.</param>
internal sealed record CohortSource(string Path, Modalities Modalities, LayoutChoice Choice, bool OnePatient)
{
    /// <summary>What modalities are called.</summary>
    public ModalityWords Words { get; } = ModalityWords.Parse(Choice.Words);
}
