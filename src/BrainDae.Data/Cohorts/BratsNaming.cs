using System.Collections.Immutable;

namespace BrainDae.Data.Cohorts;

/// <summary>
/// How one edition of BraTS names its files: SOURCE/NAME/NAME + separator + suffix + .nii.gz (or .nii). An edition
/// with other names is one more value in <see cref="All"/>.
/// </summary>
internal sealed record BratsNaming(string Name, char Separator, ImmutableArray<string> ModalitySuffixes)
{
    private const string SegmentationSuffix = "seg";

    /// <summary>Compressed first: where both lie side by side, it is the one that was distributed.</summary>
    private static readonly ImmutableArray<string> Extensions = [".nii.gz", ".nii"];

    /// <summary>Editions in the order in which they are tried.</summary>
    public static ImmutableArray<BratsNaming> All { get; } =
    [
        new("BraTS2021", '_', [.. Modalities.All.Select(modality => modality.Suffix)]),
        new("BraTS2023", '-', ["t2f", "t1n", "t1c", "t2w"]),
    ];

    /// <summary>The file name of a modality as it is distributed, for messages.</summary>
    public string FileName(string patient, Modality modality) => Stem(patient, ModalitySuffixes[(int)modality]) + Extensions[0];

    /// <summary>The file of each modality in channel order, null where the patient's folder has none.</summary>
    public ImmutableArray<string?> FindModalities(BratsFolder folder) =>
        [.. ModalitySuffixes.Select(suffix => Find(folder, suffix))];

    /// <summary>The lesion label, or null.</summary>
    public string? FindSegmentation(BratsFolder folder) => Find(folder, SegmentationSuffix);

    /// <summary>Whether a file name is one of <see cref="Extensions"/>.</summary>
    public static bool IsNifti(string fileName) => Extensions.Any(extension => fileName.EndsWith(extension, StringComparison.Ordinal));

    private string? Find(BratsFolder folder, string suffix)
    {
        var found = Extensions.Select(extension => Stem(folder.Name, suffix) + extension).FirstOrDefault(folder.FileNames.Contains);
        return found is null ? null : Path.Combine(folder.Path, found);
    }

    private string Stem(string patient, string suffix) => $"{patient}{Separator}{suffix}";
}
