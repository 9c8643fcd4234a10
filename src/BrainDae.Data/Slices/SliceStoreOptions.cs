using BrainDae.Data.Cohorts;
using BrainDae.Data.Formats;

namespace BrainDae.Data.Slices;

/// <summary>How slices are stored, and what they were made with.</summary>
public sealed record SliceStoreOptions
{
    /// <summary>What the slices show. Default <see cref="Cohorts.Modalities.Brats"/>.</summary>
    public Modalities Modalities { get; init; } = Modalities.Brats;

    /// <summary>
    /// Element type of the images: F32 (default, exact), or F16 (half the disk space and reading time; 11 significant
    /// bits).
    /// </summary>
    public ElementType ImageType { get; init; } = ElementType.F32;

    /// <summary>The preprocessing options as a JSON object; patients stored with another text are preprocessed again.</summary>
    public required string PreprocessingJson { get; init; }
}
