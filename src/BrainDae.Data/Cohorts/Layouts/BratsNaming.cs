using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>
/// How editions of BraTS name their files: SOURCE/NAME/NAME + separator + suffix + .nii.gz (or .nii). An edition
/// with other names is one more value in <see cref="All"/>.
/// </summary>
/// <param name="Name">Name of the editions.</param>
/// <param name="Separator">Between the patient's name and the suffix.</param>
/// <param name="Suffixes">Suffixes that differ from the modality's name.</param>
internal sealed partial record BratsNaming(string Name, char Separator, ImmutableDictionary<Modality, string> Suffixes)
{
    private const string SegmentationSuffix = "seg";

    /// <summary>One patient of BraTS 2020 has its segmentation as W39_1998.09.19_Segm.nii.</summary>
    private const string OtherSegmentation = "_Segm";

    /// <summary>Editions in the order in which they are tried.</summary>
    public static ImmutableArray<BratsNaming> All { get; } =
    [
        new("BraTS 2018 to 2021", '_', ImmutableDictionary<Modality, string>.Empty),
        new("BraTS 2023 and later", '-', new Dictionary<Modality, string> { [Modality.Flair] = "t2f", [Modality.T1] = "t1n", [Modality.T1ce] = "t1c", [Modality.T2] = "t2w" }.ToImmutableDictionary()),
    ];

    /// <summary>Who was scanned: in BraTS-GLI-00005-100, the last number counts the visits of one person.</summary>
    public static string SubjectOf(string patient) => Visit().Match(patient) is { Success: true } visit ? visit.Groups[1].Value : patient;

    /// <summary>The file name of a modality as it is distributed, for messages.</summary>
    public string FileName(string patient, Modality modality) => Stem(patient, SuffixOf(modality)) + SourceFolder.Extensions[0];

    /// <summary>The file of each modality that the patient's folder has.</summary>
    public ImmutableDictionary<Modality, ScanFile> FindScans(BratsFolder folder, Modalities modalities) =>
        modalities.Select(modality => (modality, Path: Find(folder, SuffixOf(modality)))).Where(scan => scan.Path is not null).ToImmutableDictionary(scan => scan.modality, scan => new ScanFile(scan.Path!));

    /// <summary>The lesion label, or null.</summary>
    public string? FindSegmentation(BratsFolder folder) =>
        Find(folder, SegmentationSuffix)
        ?? (folder.FileNames.Where(name => SourceFolder.Stem(name).EndsWith(OtherSegmentation, StringComparison.Ordinal)).ToArray() is [var other] ? Path.Combine(folder.Path, other) : null);

    private string SuffixOf(Modality modality) => Suffixes.GetValueOrDefault(modality, modality.Name);

    private string? Find(BratsFolder folder, string suffix)
    {
        var found = SourceFolder.Extensions.Select(extension => Stem(folder.Name, suffix) + extension).FirstOrDefault(folder.FileNames.Contains);
        return found is null ? null : Path.Combine(folder.Path, found);
    }

    private string Stem(string patient, string suffix) => $"{patient}{Separator}{suffix}";

    [GeneratedRegex("^(BraTS-[A-Za-z]+-[0-9]{5})-[0-9]{3}$")]
    private static partial Regex Visit();
}
