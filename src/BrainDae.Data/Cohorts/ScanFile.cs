namespace BrainDae.Data.Cohorts;

/// <summary>Where one modality of a patient lies: in a file of its own, or as one of the images of a file that holds several.</summary>
/// <param name="Path">The file.</param>
/// <param name="Image">Which image of the file, counted from 0 along its fourth axis; null for a file of one image.</param>
public sealed record ScanFile(string Path, int? Image = null)
{
    /// <summary>The file, and which of its images where it holds several.</summary>
    public override string ToString() => Image is { } image ? $"{Path} (image {image})" : Path;
}
