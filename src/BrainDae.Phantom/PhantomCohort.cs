using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Nifti;

namespace BrainDae.Phantom;

/// <summary>Writes synthetic patients as a cohort in the BraTS2021 layout.</summary>
public static class PhantomCohort
{
    /// <summary>
    /// Writes FOLDER/NAME/NAME_{flair,t1,t1ce,t2,seg}.nii.gz for the patients 0 to <paramref name="patients"/> - 1,
    /// several at a time; the files do not depend on how many. Each file appears whole or not at all, and a patient's
    /// segmentation last, so that a patient with one is complete. Existing files of the same names are replaced.
    /// </summary>
    /// <param name="folder">Where the patients' folders go; created if needed.</param>
    /// <param name="options">The cohort.</param>
    /// <param name="patients">How many; 1 to 100000.</param>
    /// <param name="progress">Told each patient that is written; from any thread, never twice at once.</param>
    /// <param name="parallelism">Patients made at the same time; the number of processors by default. A patient of the default size needs about 60 MB.</param>
    /// <param name="cancellation">Stops between patients.</param>
    /// <returns>The names in rising order.</returns>
    /// <exception cref="BrainDaeException">An option is out of range, or a file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the patients written so far remain.</exception>
    public static ImmutableArray<string> Write(
        string folder, PhantomOptions options, int patients, IProgress<PatientProgress>? progress = null, int? parallelism = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (patients is < 1 or > 100_000)
        {
            throw BrainDaeException.Option($"Number of patients {patients} must lie within 1 to 100000.");
        }

        AtomicFile.EnsureWritableFolder(folder);
        var done = 0;
        var oneAtATime = new Lock();
        var settings = new ParallelOptions
        {
            MaxDegreeOfParallelism = parallelism ?? Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        ExpectedFailure.OfMany(() => Parallel.For(0, patients, settings, index =>
        {
            var patient = PhantomGenerator.Generate(options, index);
            Write(folder, patient);
            lock (oneAtATime)
            {
                progress?.Report(new(patient.Name, ++done, patients));
            }
        }));

        return [.. Enumerable.Range(0, patients).Select(PhantomGenerator.NameOf)];
    }

    private static void Write(string folder, PhantomPatient patient)
    {
        foreach (var modality in Modalities.Brats)
        {
            NiftiWriter.Write(PathOf(modality.Name), patient[modality]);
        }

        NiftiWriter.Write(PathOf("seg"), patient.Segmentation);

        string PathOf(string suffix) => Path.Combine(folder, patient.Name, $"{patient.Name}_{suffix}.nii.gz");
    }
}
