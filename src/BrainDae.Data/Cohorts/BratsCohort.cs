using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts;

/// <summary>
/// Finds patients in the layouts of BraTS: one folder a patient, whose name starts the name of each file in it, as in
/// SOURCE/BraTS2021_00000/BraTS2021_00000_flair.nii.gz or SOURCE/BraTS-GLI-00000-000/BraTS-GLI-00000-000-t2f.nii.gz.
/// Stray files and folders without NIfTI files are ignored.
/// </summary>
public static class BratsCohort
{
    /// <summary>Finds the patients; which edition's names the files have is seen from the files themselves.</summary>
    /// <param name="source">The folder of patients' folders.</param>
    /// <param name="requireSegmentation">Whether a patient without a lesion label is incomplete (as it is for training
    /// and evaluation) or complete with <see cref="PatientFiles.Segmentation"/> null (as it is for prediction).</param>
    /// <exception cref="BrainDaeException"><paramref name="source"/> is missing, a file, unreadable, empty, holds no
    /// folder of scans, or not one complete patient.</exception>
    public static Cohort Find(string source, bool requireSegmentation = true) =>
        Of(source, BratsFolder.Under(source), requireSegmentation);

    /// <summary>
    /// Finds scans to look at, labelled or not: <paramref name="source"/> is a folder of patients' folders or one
    /// patient's own folder.
    /// </summary>
    /// <param name="source">The folder.</param>
    /// <exception cref="BrainDaeException">As in <see cref="Find"/>.</exception>
    public static Cohort FindScans(string source) =>
        Of(source, BratsFolder.IsPatient(source) ? [BratsFolder.Of(source)] : BratsFolder.Under(source), requireSegmentation: false);

    private static Cohort Of(string source, ImmutableArray<BratsFolder> folders, bool requireSegmentation)
    {
        var naming = BratsNaming.All.MaxBy(candidate => folders.Sum(folder => candidate.FindModalities(folder).Count(file => file is not null)))!;

        var complete = ImmutableArray.CreateBuilder<PatientFiles>();
        var incomplete = ImmutableArray.CreateBuilder<IncompletePatient>();
        foreach (var folder in folders)
        {
            var modalities = naming.FindModalities(folder);
            var segmentation = naming.FindSegmentation(folder);
            var missing = MissingFiles(naming, folder.Name, modalities, requireSegmentation && segmentation is null);
            if (missing.IsEmpty)
            {
                complete.Add(new(folder.Name, modalities!, segmentation));
            }
            else
            {
                incomplete.Add(new(folder.Name, $"{folder.Path}: has no {string.Join(", no ", missing)}."));
            }
        }

        return complete.Count > 0
            ? new(source, naming.Name, complete.ToImmutable(), incomplete.ToImmutable())
            : throw BrainDaeException.Invalid(
                $"{source}: none of its {incomplete.Count} patients is complete; the first, {incomplete[0].Reason.TrimEnd('.')}. Add the missing files or rename them so.");
    }

    private static ImmutableArray<string> MissingFiles(
        BratsNaming naming, string patient, ImmutableArray<string?> modalities, bool lacksSegmentation)
    {
        var missing = Modalities.All.Where(modality => modalities[(int)modality] is null)
            .Select(modality => naming.FileName(patient, modality));
        return [.. lacksSegmentation ? missing.Append(naming.SegmentationFileName(patient)) : missing];
    }
}
