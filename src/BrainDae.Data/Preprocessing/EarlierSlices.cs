using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;

namespace BrainDae.Data.Preprocessing;

/// <summary>Slices that earlier runs left in a data folder: one cohort holds slices of one set of options only.</summary>
internal static class EarlierSlices
{
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
                throw BrainDaeException.Invalid($"{path}: is damaged or was made with other options, and {cohort.Source} has no such patient to do again. Choose another --output or remove the file.");
            }
        }
    }

    /// <summary>Removes the slices of a patient that could not be done again with this run's options.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void Discard(string dataFolder, string patientName)
    {
        var path = SliceFileFormat.PathOf(dataFolder, patientName);
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be removed ({e.Message.TrimEnd('.')}). Remove it, since its patient failed.", e);
        }
    }
}
