namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>
/// Medical Segmentation Decathlon: imagesTr/NAME.nii.gz (or imagesTs) with all modalities of a patient along the fourth
/// axis, labelsTr/NAME.nii.gz, and dataset.json, whose "modality" says which is which.
/// </summary>
internal sealed class DecathlonLayout : ICohortLayout
{
    public CohortLayout Layout => CohortLayout.Decathlon;

    public string Sign => "a dataset.json with images that hold all channels in one file";

    public bool Recognizes(CohortSource source) => ImageFolder.Of(source.Path) is { } images && images.Files.Any(file => !NnunetLayout.IsImage(file));

    public Cohort Find(CohortSource source)
    {
        var found = new FoundPatients(source);
        var images = ImageFolder.Of(source.Path);
        var channels = images?.Channels(source) ?? [];
        foreach (var file in images?.Files ?? [])
        {
            var name = SourceFolder.Stem(file);
            found.Add(name, name);
            for (var channel = 0; channel < channels.Length; channel++)
            {
                found.Add(name, channels[channel], new(file, channels.Length == 1 ? null : channel));
            }
        }

        images?.AddLabels(found, images.Files.Select(SourceFolder.Stem).ToHashSet(StringComparer.Ordinal));
        return found.ToCohort(Layout, images is null ? "Medical Segmentation Decathlon" : $"Medical Segmentation Decathlon ({Path.GetFileName(images.Path)})");
    }
}
