using System.Collections.Immutable;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Nifti;

namespace BrainDae.Evaluation;

/// <summary>Segmentations on the scans' own grids, read again from the folder that the slices were made from.</summary>
internal sealed class NativeTruth
{
    /// <summary>As in preprocessing: every class of lesion counts.</summary>
    private const double LesionAbove = 0.5;

    private readonly ImmutableDictionary<string, string> segmentations;

    private NativeTruth(ImmutableDictionary<string, string> segmentations) => this.segmentations = segmentations;

    /// <summary>Finds the segmentations, before the long work; reads none.</summary>
    /// <param name="store">Knows the folder.</param>
    /// <param name="patients">Whose are needed.</param>
    /// <exception cref="BrainDaeException">The folder is gone or lacks a patient.</exception>
    public static NativeTruth Find(SliceStore store, IEnumerable<string> patients)
    {
        var source = store.Manifest.SourceFolder;
        if (!Directory.Exists(source))
        {
            throw Gone(source, "does not exist any more");
        }

        var cohort = Look(source, store.Manifest);
        foreach (var name in patients)
        {
            if (!cohort.ContainsKey(name))
            {
                throw Gone(source, $"has no patient {name} with a segmentation any more");
            }
        }

        return new(cohort);
    }

    /// <summary>A patient's label as it was before any resizing.</summary>
    /// <param name="patient">The stored slices.</param>
    /// <returns>0 or 1, in LPS order (x fastest), [z, y, x]; slices that were not kept included.</returns>
    /// <exception cref="BrainDaeException">The file cannot be read, or is not the one that the slices were made from.</exception>
    public byte[] Labels(PatientSliceFile patient)
    {
        var path = segmentations[patient.Name];
        var stored = NiftiReader.Read(path);
        if (!stored.Shape.SequenceEqual(patient.NativeGeometry.Shape))
        {
            throw Changed(path, $"its shape is {string.Join('x', stored.Shape)} and was {string.Join('x', patient.NativeGeometry.Shape)}");
        }

        var volume = patient.Order.ToLps(stored);

        var labels = new byte[volume.Geometry.VoxelCount];
        var sliceLength = volume.Shape[0] * volume.Shape[1];
        var values = new double[sliceLength];
        var counts = new int[volume.Shape[2]];
        for (var slice = 0; slice < counts.Length; slice++)
        {
            volume.CopyValues(slice * sliceLength, values);
            for (var i = 0; i < sliceLength; i++)
            {
                var lesion = values[i] > LesionAbove ? 1 : 0;
                labels[slice * sliceLength + i] = (byte)lesion;
                counts[slice] += lesion;
            }
        }

        for (var i = 0; i < patient.Count; i++)
        {
            var (slice, had) = (patient.SliceIndices[i], patient.NativeLesionVoxels[i]);
            if (counts[slice] != had)
            {
                throw Changed(path, $"slice {slice} has {counts[slice]} lesion voxels and had {had}");
            }
        }

        return labels;
    }

    private static ImmutableDictionary<string, string> Look(string source, CohortManifest manifest)
    {
        try
        {
            return CohortFinder.Find(source, manifest.Modalities, manifest.Layout).Patients.Where(files => files.Segmentation is not null).ToImmutableDictionary(files => files.Name, files => files.Segmentation!, StringComparer.Ordinal);
        }
        catch (BrainDaeException e)
        {
            throw new BrainDaeException(e.Kind, $"{source}: holds no scans that {new OptionName("NativeGrid")} could compare with. Leave out {new OptionName("NativeGrid")}, or put the scans back or run braindae preprocess again.", e);
        }
    }

    private static BrainDaeException Gone(string source, string fault) => BrainDaeException.Missing(
        $"{source}: {fault}, but the data were preprocessed from there and {new OptionName("NativeGrid")} reads its segmentations again. Leave out {new OptionName("NativeGrid")}, or put the scans back or run braindae preprocess again.");

    private static BrainDaeException Changed(string path, string fault) => BrainDaeException.Invalid(
        $"{path}: has changed since it was preprocessed ({fault}). Leave out {new OptionName("NativeGrid")}, or put the file back or run braindae preprocess --overwrite.");
}
