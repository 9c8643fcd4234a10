using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text.Json.Serialization;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Nifti;

namespace BrainDae.Data.Slices;

/// <summary>One file that a patient's slices were made from.</summary>
/// <param name="Name">Name of the modality, or seg for the segmentation.</param>
/// <param name="Xxh128">
/// XXH3 of 128 bits of the file as it lies on disk, as `xxh128sum` prints it; of a .hdr/.img pair, of both in this order.
/// It is there to notice that a file is another one, at a seventh of the cost of SHA-256. Null in slices of versions before.
/// </param>
/// <param name="Image">Which image of the file, counted from 0; null for a file of one image.</param>
public readonly record struct InputHash(
    string Name, string? Xxh128 = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Image = null)
{
    /// <summary>Hashes a patient's files, each once: those of some modalities and the segmentation, if there is one, sorted by ordinal name.</summary>
    /// <exception cref="BrainDaeException">A file does not exist or cannot be read.</exception>
    public static ImmutableArray<InputHash> Of(PatientFiles files, Modalities modalities)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(modalities);
        var known = modalities.Select(modality => files[modality].Path).Distinct(StringComparer.Ordinal).ToDictionary(path => path, Hash, StringComparer.Ordinal);
        var hashes = modalities.Select(modality => new InputHash(modality.Name, known[files[modality].Path], files[modality].Image));
        var all = files.Segmentation is { } segmentation ? hashes.Append(new(ModalityWords.Segmentation, Hash(segmentation))) : hashes;
        return [.. all.OrderBy(input => input.Name, StringComparer.Ordinal)];
    }

    private static string Hash(string path)
    {
        var hash = new XxHash128();
        foreach (var file in NiftiContent.Files(path))
        {
            FileHash.Read(file, hash, static (block, hash) => hash.Append(block));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
