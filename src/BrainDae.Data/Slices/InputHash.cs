using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Nifti;

namespace BrainDae.Data.Slices;

/// <summary>One file that a patient's slices were made from.</summary>
/// <param name="Name">Name of the modality, or seg for the segmentation.</param>
/// <param name="Sha256">SHA-256 of the file as it lies on disk, lower-case hexadecimal; see <see cref="NiftiContent.Hash"/>.</param>
public readonly record struct InputHash(string Name, string Sha256)
{
    private const string Segmentation = "seg";

    /// <summary>Hashes a patient's files: each of some modalities and the segmentation, if there is one, sorted by ordinal name.</summary>
    /// <exception cref="BrainDaeException">A file does not exist or cannot be read.</exception>
    public static ImmutableArray<InputHash> Of(PatientFiles files, Modalities modalities)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(modalities);
        var hashes = modalities.Select(modality => new InputHash(modality.Name, NiftiContent.Hash(files[modality])));
        var all = files.Segmentation is { } segmentation ? hashes.Append(new(Segmentation, NiftiContent.Hash(segmentation))) : hashes;
        return [.. all.OrderBy(input => input.Name, StringComparer.Ordinal)];
    }
}
