using System.Globalization;
using System.Text.RegularExpressions;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>
/// nnU-Net: imagesTr/CASE_0000.nii.gz, CASE_0001.nii.gz and so on (or imagesTs, or any folder whose dataset.json lies in
/// or above it), labelsTr/CASE.nii.gz, and dataset.json, whose "channel_names" (or, before version 2, "modality") says
/// what the numbers are.
/// </summary>
internal sealed partial class NnunetLayout : ICohortLayout
{
    public CohortLayout Layout => CohortLayout.Nnunet;

    public string Sign => "a dataset.json with images NAME_0000.nii.gz and so on";

    /// <summary>Whether a file is named as nnU-Net names images.</summary>
    public static bool IsImage(string file) => Numbered().IsMatch(SourceFolder.Stem(file));

    public bool Recognizes(CohortSource source) => ImageFolder.Of(source.Path) is { } images && images.Files.Any(IsImage);

    public Cohort Find(CohortSource source)
    {
        var found = new FoundPatients(source);
        var images = ImageFolder.Of(source.Path);
        var channels = images?.Channels(source) ?? [];
        var cases = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in images?.Files ?? [])
        {
            if (Numbered().Match(SourceFolder.Stem(file)) is not { Success: true } match)
            {
                continue;
            }

            var (name, number) = (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
            if (number >= channels.Length)
            {
                throw BrainDaeException.Invalid($"{file}: is channel {number}, and {images!.Description} names {channels.Length} only. Correct one of them.");
            }

            cases.Add(name);
            found.Add(name, name);
            found.Add(name, channels[number], new(file));
        }

        images?.AddLabels(found, cases);
        return found.ToCohort(Layout, images is null ? "nnU-Net" : $"nnU-Net ({Path.GetFileName(images.Path)})");
    }

    [GeneratedRegex("^(.+)_([0-9]{4})$")]
    private static partial Regex Numbered();
}
