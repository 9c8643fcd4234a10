using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;

namespace BrainDae.Data.Imports;

/// <summary>What became of a folder of published slices.</summary>
/// <param name="Manifest">What the data folder holds now.</param>
/// <param name="Split">Who is trained, validated and tested on.</param>
/// <param name="SplitFound">Whether the folder said so; else the split was drawn.</param>
/// <param name="Gapped">Patients with slices missing between others, sorted.</param>
public sealed record ImportedSlices(CohortManifest Manifest, CohortSplit Split, bool SplitFound, ImmutableArray<string> Gapped);

/// <summary>Makes a data folder of slices that the published implementation preprocessed (patient_NAME/slice_N.npz).</summary>
public static class SliceImporter
{
    /// <summary>
    /// Reads all slices and writes them as this software's own preprocessing would have. What the files do not say is
    /// assumed: the grid of BraTS, LPS orientation, and lesions on the scan's own grid where the slices have them.
    /// </summary>
    /// <param name="source">The folder of patients, or of npy_train, npy_val and npy_test, which then are the split.</param>
    /// <param name="dataFolder">The data folder to make.</param>
    /// <param name="modalities">What the channels are; null for <see cref="Modalities.Brats"/>, the published order.</param>
    /// <param name="progress">Told each patient that is finished; may be null.</param>
    /// <param name="cancellation">Stops after the patient at hand.</param>
    /// <exception cref="BrainDaeException">A file cannot be read, the patients do not fit each other, or the data folder is there already, cannot be written or is held by another run.</exception>
    public static ImportedSlices Run(string source, string dataFolder, Modalities? modalities = null, IProgress<PatientProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        modalities ??= Modalities.Brats;
        var folder = PublishedFolder.Find(source);
        using var held = OutputLock.OfFolder(dataFolder, "import");
        RequireOwn(dataFolder, folder);
        for (var i = 0; i < folder.Patients.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var slices = PublishedSlices.Read(folder.Patients[i], modalities);
            SliceStoreWriter.Write(dataFolder, slices, new() { Modalities = modalities, PreprocessingJson = Json(slices.Size) });
            progress?.Report(new(slices.Name, i + 1, folder.Patients.Length));
        }

        var manifest = CohortManifest.Build(dataFolder, Path.GetFullPath(source), SoftwareVersion.Number);
        var split = folder.HasSplit
            ? new CohortSplit(Of(PublishedFolder.Train), Of(PublishedFolder.Val), Of(PublishedFolder.Test))
            : CohortSplit.Draw(manifest.Patients.Select(patient => patient.Name));
        SplitFiles.Write(SliceStore.SplitFolderOf(dataFolder), split);

        // The manifest last: as long as it is not there, the import can be done again.
        manifest.Write(dataFolder);
        return new(manifest, split, folder.HasSplit, [.. manifest.Patients.Where(patient => patient.LastSlice - patient.FirstSlice + 1 > patient.Slices).Select(patient => patient.Name)]);

        ImmutableArray<string> Of(string name) => [.. folder.Patients.Where(patient => patient.Split == name).Select(patient => patient.Name)];
    }

    /// <summary>Refuses a folder that holds anything but what an interrupted import of the same patients left.</summary>
    private static void RequireOwn(string dataFolder, PublishedFolder folder)
    {
        if (File.Exists(Path.Combine(dataFolder, CohortManifest.FileName)))
        {
            throw BrainDaeException.NotWritable($"{dataFolder}: holds preprocessed data already; give another folder.");
        }

        if (CohortManifest.HoldsPatients(dataFolder))
        {
            var stranger = CohortManifest.Build(dataFolder, "", "").Patients.FirstOrDefault(patient => folder.Patients.All(own => own.Name != patient.Name));
            if (stranger is not null)
            {
                throw BrainDaeException.NotWritable($"{dataFolder}: holds slices of {stranger.Name}, who is not among those to import; give another folder.");
            }
        }
    }

    /// <summary>The options of the published preprocessing, and that the rest was assumed.</summary>
    private static string Json(int size) =>
        CohortPreprocessor.Json(new() { Size = size })[..^1] + """, "imported": "published .npz slices; the grid of BraTS is assumed"}""";
}
