using System.Collections.Concurrent;
using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Slices;

/// <summary>
/// A preprocessed cohort. Opening reads the manifest alone; each patient's file is memory-mapped at its first use and
/// stays so until <see cref="Dispose"/>, without being loaded. Safe for concurrent readers.
/// </summary>
public sealed class SliceStore : IDisposable
{
    private readonly ConcurrentDictionary<string, PatientSliceFile> open = new(StringComparer.Ordinal);
    private readonly ImmutableDictionary<string, CohortPatient> patients;
    private readonly Lock opening = new();
    private bool disposed;

    private SliceStore(string folder, CohortManifest manifest)
    {
        (Folder, Manifest) = (folder, manifest);
        Patients = [.. manifest.Patients.Select(p => p.Name)];
        patients = manifest.Patients.ToImmutableDictionary(p => p.Name, StringComparer.Ordinal);
    }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>Where the split of the cohort lies: one file of names for each of train, val and test.</summary>
    public string SplitFolder => SplitFolderOf(Folder);

    /// <summary>What the folder holds.</summary>
    public CohortManifest Manifest { get; }

    /// <summary>Names of all patients, in ordinal order.</summary>
    public ImmutableArray<string> Patients { get; }

    /// <summary>Where the split of a data folder lies.</summary>
    public static string SplitFolderOf(string dataFolder) => Path.Combine(dataFolder, "splits");

    /// <summary>Opens a data folder that braindae preprocess wrote.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/> or <see cref="FailureKind.InvalidInput"/>.</exception>
    public static SliceStore Open(string dataFolder) => new(dataFolder, CohortManifest.Read(dataFolder));

    /// <summary>A patient's slices; owned by the store.</summary>
    /// <exception cref="BrainDaeException">The patient is not in the manifest, or its file is missing, damaged or of another run.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public PatientSliceFile Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (open.TryGetValue(name, out var file))
        {
            return file;
        }

        lock (opening)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return open.GetOrAdd(name, OpenFile);
        }
    }

    /// <summary>
    /// Unmaps a patient's file until it is asked for again, so that passing over many patients leaves no mapped pages
    /// behind. Nobody may still be using it.
    /// </summary>
    public void Release(string name)
    {
        if (open.TryRemove(name, out var file))
        {
            file.Dispose();
        }
    }

    /// <summary>Reads a patient's whole file and compares it with its recorded hashes.</summary>
    /// <exception cref="BrainDaeException">The patient is not in the manifest, or its file is missing, damaged or of another run.</exception>
    public void Verify(string name) => Get(name).Verify();

    /// <summary>Unmaps all files.</summary>
    public void Dispose()
    {
        lock (opening)
        {
            disposed = true;
            foreach (var file in open.Values)
            {
                file.Dispose();
            }

            open.Clear();
        }
    }

    private PatientSliceFile OpenFile(string name)
    {
        if (!patients.TryGetValue(name, out var patient))
        {
            throw BrainDaeException.Missing($"{Folder}: holds no patient {name}. Run braindae preprocess on a folder that has it.");
        }

        var path = SliceFileFormat.PathOf(Folder, name);
        if (!File.Exists(path))
        {
            throw BrainDaeException.Missing($"{path}: no such file, although the manifest names it. Run braindae preprocess again.");
        }

        var file = PatientSliceFile.Open(path);
        if (file.Name == name && file.ContentSha256 == patient.ContentSha256)
        {
            return file;
        }

        file.Dispose();
        throw BrainDaeException.Invalid($"{path}: is not the file that the manifest describes. Run braindae preprocess again.");
    }
}
