using System.Collections.Immutable;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>
/// How one edition of BraTS names its files: SOURCE/NAME/NAME + separator + suffix + .nii.gz (or .nii). An edition
/// with other names is one more value in <see cref="All"/>.
/// </summary>
/// <param name="Name">Name of the edition.</param>
/// <param name="Separator">Between the patient's name and the suffix.</param>
/// <param name="Suffixes">Suffixes that differ from the modality's name.</param>
internal sealed record BratsNaming(string Name, char Separator, ImmutableDictionary<Modality, string> Suffixes)
{
    private const string SegmentationSuffix = "seg";

    /// <summary>Compressed first: where both lie side by side, it is the one that was distributed.</summary>
    private static readonly ImmutableArray<string> Extensions = [".nii.gz", ".nii"];

    /// <summary>Editions in the order in which they are tried.</summary>
    public static ImmutableArray<BratsNaming> All { get; } =
    [
        new("BraTS2021", '_', ImmutableDictionary<Modality, string>.Empty),
        new("BraTS2023", '-', new Dictionary<Modality, string> { [Modality.Flair] = "t2f", [Modality.T1] = "t1n", [Modality.T1ce] = "t1c", [Modality.T2] = "t2w" }.ToImmutableDictionary()),
    ];

    /// <summary>The file name of a modality as it is distributed, for messages.</summary>
    public string FileName(string patient, Modality modality) => Stem(patient, SuffixOf(modality)) + Extensions[0];

    /// <summary>The file of each modality that the patient's folder has.</summary>
    public ImmutableDictionary<Modality, string> FindScans(BratsFolder folder, Modalities modalities) =>
        modalities.Select(modality => (modality, Path: Find(folder, SuffixOf(modality)))).Where(scan => scan.Path is not null).ToImmutableDictionary(scan => scan.modality, scan => scan.Path!);

    /// <summary>The lesion label, or null.</summary>
    public string? FindSegmentation(BratsFolder folder) => Find(folder, SegmentationSuffix);

    /// <summary>Whether a file name is one of <see cref="Extensions"/>.</summary>
    public static bool IsNifti(string fileName) => Extensions.Any(extension => fileName.EndsWith(extension, StringComparison.Ordinal));

    private string SuffixOf(Modality modality) => Suffixes.GetValueOrDefault(modality, modality.Name);

    private string? Find(BratsFolder folder, string suffix)
    {
        var found = Extensions.Select(extension => Stem(folder.Name, suffix) + extension).FirstOrDefault(folder.FileNames.Contains);
        return found is null ? null : Path.Combine(folder.Path, found);
    }

    private string Stem(string patient, string suffix) => $"{patient}{Separator}{suffix}";
}
