using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>Files as they are found, until it is known which patients have exactly one for each modality.</summary>
/// <param name="source">Where they are looked for.</param>
internal sealed class FoundPatients(CohortSource source)
{
    private readonly SortedDictionary<string, Found> patients = new(StringComparer.Ordinal);

    /// <summary>Makes a patient known, who may turn out to have no scan.</summary>
    /// <param name="name">Name of the patient.</param>
    /// <param name="subject">Who was scanned.</param>
    /// <exception cref="BrainDaeException">Another subject has this name.</exception>
    public void Add(string name, string subject)
    {
        if (!patients.TryAdd(name, new(subject)) && patients[name].Subject != subject)
        {
            throw BrainDaeException.Invalid($"{source.Path}: the subjects {patients[name].Subject} and {subject} would both be called {name}. Rename their files, or describe them with {new OptionName("Pattern")} so that names differ.");
        }
    }

    /// <summary>Adds a file of a patient that is known.</summary>
    /// <param name="patient">The patient.</param>
    /// <param name="name">Name of the modality, or <see cref="ModalityWords.Segmentation"/>.</param>
    /// <param name="file">The file.</param>
    public void Add(string patient, string name, ScanFile file)
    {
        var files = patients[patient].Files;
        files[name] = [.. files.GetValueOrDefault(name, []), file];
    }

    /// <summary>The patients with one file for each modality, and why the others are not used.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="words">The layout in words.</param>
    /// <exception cref="BrainDaeException">Nobody is complete.</exception>
    public Cohort ToCohort(CohortLayout layout, string words)
    {
        var complete = ImmutableArray.CreateBuilder<PatientFiles>();
        var incomplete = ImmutableArray.CreateBuilder<IncompletePatient>();
        foreach (var (name, found) in patients)
        {
            var files = found.Files.ToDictionary(named => named.Key, named => Distributed(named.Value), StringComparer.Ordinal);
            if (Fault(files) is { } fault)
            {
                incomplete.Add(new(name, $"{name}: {fault}"));
                continue;
            }

            complete.Add(new(name, source.Modalities.ToDictionary(modality => modality, modality => files[modality.Name][0]), files.GetValueOrDefault(ModalityWords.Segmentation, []).FirstOrDefault()?.Path) { Subject = found.Subject });
        }

        if (complete.Count == 0)
        {
            throw incomplete.Count == 0
                ? BrainDaeException.Invalid($"{source.Path}: holds no scan in the layout {words}. Choose another {new OptionName("Layout")}, or describe the files with {new OptionName("Pattern")}.")
                : BrainDaeException.Invalid($"{source.Path}: none of its {incomplete.Count} patients ({words}) can be used for {source.Modalities}; the first, {incomplete[0].Reason}");
        }

        return new(source.Path, words, complete.ToImmutable(), incomplete.ToImmutable()) { Choice = source.Choice with { Layout = layout } };
    }

    private FailureText? Fault(Dictionary<string, ImmutableArray<ScanFile>> files)
    {
        string[] missing = [.. source.Modalities.Where(modality => !files.ContainsKey(modality.Name)).Select(modality => modality.Name)];
        if (missing.Length > 0)
        {
            var asked = Modalities.Of(missing.Select(Modality.Of));
            return $"has no {string.Join(", no ", missing)} scan under {source.Path}. Add it, choose other modalities, or say what it is called with {new OptionName("Words")} (known are {ModalityWords.Hint(asked)}).";
        }

        var several = source.Modalities.Select(modality => modality.Name).Append(ModalityWords.Segmentation).FirstOrDefault(name => files.TryGetValue(name, out var all) && all.Length > 1);
        return several is null ? (FailureText?)null
            : $"{string.Join(" and ", files[several].Select(file => Path.GetRelativePath(source.Path, file.Path)))} could each be its {several}. Move all but one away, or describe the files with {new OptionName("Pattern")}.";
    }

    /// <summary>Of the same file with and without compression, the compressed one.</summary>
    private static ImmutableArray<ScanFile> Distributed(ImmutableArray<ScanFile> files) =>
        [.. files.Where(file => !(file.Path.EndsWith(SourceFolder.Extensions[1], StringComparison.Ordinal) && files.Any(other => other.Path == file.Path + ".gz")))];

    private sealed record Found(string Subject)
    {
        public Dictionary<string, ImmutableArray<ScanFile>> Files { get; } = new(StringComparer.Ordinal);
    }
}
