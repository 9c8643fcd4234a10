using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>
/// Finds patients in the layouts of BraTS: one folder a patient, whose name starts the name of each file in it, as in
/// SOURCE/BraTS2021_00000/BraTS2021_00000_flair.nii.gz or SOURCE/BraTS-GLI-00000-000/BraTS-GLI-00000-000-t2f.nii.gz;
/// the folders may lie in SOURCE/HGG and SOURCE/LGG, as those of 2018 and 2019 do. Stray files and folders without NIfTI files are ignored.
/// </summary>
public static class BratsCohort
{
    /// <summary>
    /// Finds the patients; which edition's names the files have is seen from the files themselves. A patient without a
    /// lesion label is complete: its <see cref="PatientFiles.Segmentation"/> is null.
    /// </summary>
    /// <param name="source">The folder of patients' folders.</param>
    /// <param name="modalities">What a patient must have; null for <see cref="Modalities.Brats"/>.</param>
    /// <exception cref="BrainDaeException"><paramref name="source"/> is missing, a file, unreadable, empty, holds no
    /// folder of scans, or not one complete patient.</exception>
    public static Cohort Find(string source, Modalities? modalities = null) => Of(source, BratsFolder.Under(source), modalities ?? Modalities.Brats);

    /// <summary>
    /// Finds scans to look at: <paramref name="source"/> is a folder of patients' folders or one
    /// patient's own folder.
    /// </summary>
    /// <param name="source">The folder.</param>
    /// <param name="modalities">What a patient must have; null for <see cref="Modalities.Brats"/>.</param>
    /// <exception cref="BrainDaeException">As in <see cref="Find"/>.</exception>
    public static Cohort FindScans(string source, Modalities? modalities = null)
    {
        var wanted = modalities ?? Modalities.Brats;
        return Of(source, BratsFolder.IsPatient(source, wanted) ? [BratsFolder.Of(source)] : BratsFolder.Under(source), wanted);
    }

    private static Cohort Of(string source, ImmutableArray<BratsFolder> folders, Modalities modalities)
    {
        var naming = BratsNaming.All.MaxBy(candidate => folders.Sum(folder => candidate.FindScans(folder, modalities).Count))!;

        var complete = ImmutableArray.CreateBuilder<PatientFiles>();
        var incomplete = ImmutableArray.CreateBuilder<IncompletePatient>();
        foreach (var folder in folders)
        {
            var scans = naming.FindScans(folder, modalities);
            if (scans.Count == modalities.Count)
            {
                complete.Add(new(folder.Name, scans, naming.FindSegmentation(folder)) { Subject = BratsNaming.SubjectOf(folder.Name) });
            }
            else
            {
                var missing = modalities.Where(modality => !scans.ContainsKey(modality)).Select(modality => naming.FileName(folder.Name, modality));
                incomplete.Add(new(folder.Name, $"{folder.Path}: has no {string.Join(", no ", missing)}."));
            }
        }

        return complete.Count > 0
            ? new(source, naming.Name, complete.ToImmutable(), incomplete.ToImmutable())
            : throw BrainDaeException.Invalid(
                $"{source}: none of its {incomplete.Count} patients has all of {modalities}; the first, {$"{incomplete[0].Reason}".TrimEnd('.')}. Add the missing files, rename them so, choose other modalities, or describe how the files are named with {new OptionName("Pattern")}.");
    }
}
