using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts;

/// <summary>Where one patient's scans lie on disk. Immutable.</summary>
public sealed record PatientFiles
{
    /// <summary>Names a patient's files.</summary>
    /// <param name="name">Name of the patient, unique in its cohort; split files list it.</param>
    /// <param name="scans">Where each modality lies, at least one.</param>
    /// <param name="segmentation">The lesion label, or null where the patient has none.</param>
    /// <exception cref="ArgumentException">The name or a path is empty, or there is no scan.</exception>
    public PatientFiles(string name, IReadOnlyDictionary<Modality, ScanFile> scans, string? segmentation = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(scans);
        if (scans.Count == 0 || scans.Values.Any(scan => string.IsNullOrWhiteSpace(scan.Path)) || segmentation is { Length: 0 })
        {
            throw new ArgumentException($"{name} needs a path for each of its scans, at least one.", nameof(scans));
        }

        (Name, Subject, Scans, Segmentation) = (name, name, scans.ToImmutableSortedDictionary(Modality.ByName), segmentation);
    }

    /// <summary>Name of the patient, unique in its cohort: of a subject that was scanned several times, with the session.</summary>
    public string Name { get; }

    /// <summary>Who was scanned; the same for all sessions of a person. Default <see cref="Name"/>.</summary>
    public string Subject { get; init; }

    /// <summary>Where each modality lies.</summary>
    public ImmutableSortedDictionary<Modality, ScanFile> Scans { get; }

    /// <summary>The lesion label, or null where the patient has none.</summary>
    public string? Segmentation { get; init; }

    /// <summary>Where one modality lies.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>: the patient has none.</exception>
    public ScanFile this[Modality modality] => Scans.TryGetValue(modality, out var scan)
        ? scan
        : throw BrainDaeException.Missing($"{Name}: has no {modality} scan, only {string.Join(", ", Scans.Keys)}. Add the scan, or choose the modalities that all patients have.");

    /// <summary>Names the files of modalities in the order of their channels.</summary>
    /// <param name="name">As in the constructor.</param>
    /// <param name="modalities">The modalities.</param>
    /// <param name="paths">A file for each of them, in their order.</param>
    /// <param name="segmentation">As in the constructor.</param>
    /// <exception cref="ArgumentException">There are more or fewer files than modalities, or one is empty.</exception>
    public static PatientFiles Of(string name, Modalities modalities, IEnumerable<string> paths, string? segmentation = null)
    {
        ArgumentNullException.ThrowIfNull(modalities);
        ImmutableArray<string> files = [.. paths];
        return files.Length == modalities.Count
            ? new(name, modalities.Zip(files).ToDictionary(pair => pair.First, pair => new ScanFile(pair.Second)), segmentation)
            : throw new ArgumentException($"{name} has {files.Length} files for the {modalities.Count} modalities {modalities}.", nameof(paths));
    }
}
