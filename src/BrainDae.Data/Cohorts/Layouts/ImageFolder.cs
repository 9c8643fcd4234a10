using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>A folder of images with a dataset.json, as the Medical Segmentation Decathlon and nnU-Net have it.</summary>
/// <param name="Path">The folder: imagesTr, imagesTs, or any other whose images dataset.json describes.</param>
/// <param name="Description">dataset.json beside or above the images; where there is none, where it should be.</param>
/// <param name="Labels">The folder of the segmentations; null where there is none.</param>
/// <param name="Files">The images, by ordinal name.</param>
internal sealed record ImageFolder(string Path, string Description, string? Labels, ImmutableArray<string> Files)
{
    private const string Images = "images";
    private static readonly ImmutableArray<string> Folders = ["imagesTr", "imagesTs"];

    /// <summary>The folder that a path stands for: of a dataset, imagesTr, or imagesTs where it has no other; null where there are no images.</summary>
    public static ImageFolder? Of(string source)
    {
        var top = SourceFolder.Full(source);
        var named = Folders.Select(name => System.IO.Path.Combine(top, name)).FirstOrDefault(folder => SourceFolder.NiftiFiles(folder).Length > 0);
        var folder = named ?? top;
        var files = SourceFolder.NiftiFiles(folder);
        if (files.IsEmpty)
        {
            return null;
        }

        var above = System.IO.Path.GetDirectoryName(folder) ?? folder;
        var name = System.IO.Path.GetFileName(folder);
        var isNamed = name.StartsWith(Images, StringComparison.Ordinal);
        string[] descriptions = [.. (isNamed ? new[] { above, folder } : [folder, above]).Select(place => System.IO.Path.Combine(place, DatasetJson.FileName))];
        var description = descriptions.FirstOrDefault(File.Exists);
        var labels = System.IO.Path.Combine(above, "labels" + name[(isNamed ? Images.Length : name.Length)..]);
        return description is null && named is null && !isNamed ? null : new(folder, description ?? descriptions[0], isNamed && Directory.Exists(labels) ? labels : null, files);
    }

    /// <summary>What the channels are: names of modalities, each once.</summary>
    /// <exception cref="BrainDaeException">dataset.json is missing or damaged, or a channel's name is not known or names what another names.</exception>
    public ImmutableArray<string> Channels(CohortSource source)
    {
        var names = DatasetJson.ReadChannels(Description);
        string[] unknown = [.. names.Where(name => source.Words.Find(name, source.Modalities) is null)];
        if (unknown.Length > 0)
        {
            throw BrainDaeException.Invalid($"{Description}: {string.Join(", ", unknown.Select(name => $"'{name}'"))}: is no known name of a modality ({ModalityWords.Hint(source.Modalities)}). Say what it is with {new OptionName("Words")}, as in 'flair={unknown[0]}'.");
        }

        ImmutableArray<string> channels = [.. names.Select(name => source.Words.Find(name, source.Modalities)!)];
        return channels.Distinct(StringComparer.Ordinal).Count() == channels.Length
            ? channels
            : throw BrainDaeException.Invalid($"{Description}: its channels {string.Join(", ", names)} mean {string.Join(", ", channels)}, one of them twice. Say what they are with {new OptionName("Words")}.");
    }

    /// <summary>Adds the segmentations of patients that are known.</summary>
    /// <param name="found">Receives them.</param>
    /// <param name="patients">Names of the patients, which are those of their segmentations.</param>
    public void AddLabels(FoundPatients found, IReadOnlySet<string> patients)
    {
        foreach (var file in Labels is null ? [] : SourceFolder.NiftiFiles(Labels).Where(file => patients.Contains(SourceFolder.Stem(file))))
        {
            found.Add(SourceFolder.Stem(file), ModalityWords.Segmentation, new(file));
        }
    }
}
