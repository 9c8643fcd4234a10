using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;

namespace BrainDae.Data.Preprocessing;

/// <summary>What earlier runs left of a patient in a data folder.</summary>
internal enum EarlierState
{
    /// <summary>Nothing that these options can use.</summary>
    None,

    /// <summary>Slices of these options and of the very files that the patient has now.</summary>
    Current,

    /// <summary>Slices that are damaged, or that an earlier version wrote.</summary>
    Damaged,

    /// <summary>Slices of these options, but of other files or of another subject.</summary>
    Changed,
}

/// <summary>
/// Slices that earlier runs left in a data folder: one cohort holds slices of one set of options only, and of the files
/// that the patients have now. Older slices are replaced by newer ones or set aside, never just removed.
/// </summary>
internal static class EarlierSlices
{
    /// <summary>Holds slices of patients that failed since: out of the cohort, but not lost.</summary>
    public const string AsideFolder = "set-aside";

    /// <summary>Finds, before the long work, slices that this run can neither keep nor make again.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: the folder holds slices of a patient that the cohort lacks, made with other options.</exception>
    public static void RequireFit(Cohort cohort, string dataFolder, SliceStoreOptions options)
    {
        var folder = Path.Combine(dataFolder, SliceFileFormat.Folder);
        if (!Directory.Exists(folder))
        {
            return;
        }

        var inCohort = cohort.Patients.Select(p => p.Name).Concat(cohort.Incomplete.Select(p => p.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*" + PatientFileName.Extension).Order(StringComparer.Ordinal))
        {
            var known = PatientFileName.TryParse(Path.GetFileName(path), out var name);
            if (!known || (!inCohort.Contains(name) && !SliceStoreWriter.IsDone(dataFolder, name, options)))
            {
                throw BrainDaeException.Invalid($"{path}: is damaged or was made with other options, and {cohort.Source} has no such patient to do again. Choose another data folder or remove the file.");
            }
        }
    }

    /// <summary>Whether a patient's slices can stay.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="patient">The patient.</param>
    /// <param name="options">This run's.</param>
    /// <param name="inputs">The files that the patient has now.</param>
    public static EarlierState StateOf(string dataFolder, PatientFiles patient, SliceStoreOptions options, ImmutableArray<InputHash> inputs)
    {
        var path = SliceFileFormat.PathOf(dataFolder, patient.Name);
        if (!File.Exists(path))
        {
            return EarlierState.None;
        }

        try
        {
            using var file = PatientSliceFile.Open(path);
            return !SliceStoreWriter.IsOf(file, patient.Name, options) ? EarlierState.None
                : !file.HasWholeSlices() || file.Inputs.Any(input => input.Xxh128 is null) ? EarlierState.Damaged
                : file.Inputs.SequenceEqual(inputs) && file.Subject == patient.Subject ? EarlierState.Current : EarlierState.Changed;
        }
        catch (BrainDaeException)
        {
            // Whatever is wrong with the file, writing it again is the remedy.
            return EarlierState.Damaged;
        }
    }

    /// <summary>Takes a patient's slices out of the cohort, since they are not those of the files that the patient has now; keeps them in <see cref="AsideFolder"/>.</summary>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static bool SetAside(string dataFolder, string patientName)
    {
        // A name that cannot be a file name has no file.
        if (!PatientFileName.IsValid(patientName) || !File.Exists(SliceFileFormat.PathOf(dataFolder, patientName)))
        {
            return false;
        }

        var (path, aside) = (SliceFileFormat.PathOf(dataFolder, patientName), AsideOf(dataFolder, patientName));
        return Changing(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
            File.Move(path, aside, overwrite: true);
            return true;
        });
    }

    /// <summary>Removes what was set aside of a patient that is in the cohort again.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void RemoveAside(string dataFolder, string patientName)
    {
        var aside = AsideOf(dataFolder, patientName);
        if (File.Exists(aside))
        {
            Changing(aside, () =>
            {
                File.Delete(aside);
                var folder = Path.GetDirectoryName(aside)!;
                if (!Directory.EnumerateFileSystemEntries(folder).Any())
                {
                    Directory.Delete(folder);
                }

                return true;
            });
        }
    }

    private static string AsideOf(string dataFolder, string patientName) => Path.Combine(dataFolder, AsideFolder, PatientFileName.Of(patientName));

    private static bool Changing(string path, Func<bool> change)
    {
        try
        {
            return change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be moved or removed ({e.Message.TrimEnd('.')}). Check the folder's permissions.", e);
        }
    }
}
