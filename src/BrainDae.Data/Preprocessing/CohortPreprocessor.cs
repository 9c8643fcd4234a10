using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;

namespace BrainDae.Data.Preprocessing;

/// <summary>What to make of a cohort and where.</summary>
public sealed record CohortPreprocessingOptions
{
    /// <summary>Folder that receives slices, manifest and split.</summary>
    public required string DataFolder { get; init; }

    /// <summary>How a scan becomes slices.</summary>
    public PreprocessingOptions Patient { get; init; } = new();

    /// <summary>Element type of stored intensities: F32 or F16.</summary>
    public ElementType ImageType { get; init; } = ElementType.F32;

    /// <summary>Share of patients to train on, if a split is drawn.</summary>
    public double TrainFraction { get; init; } = CohortSplit.DefaultTrainFraction;

    /// <summary>Share of patients to validate on, if a split is drawn.</summary>
    public double ValFraction { get; init; } = CohortSplit.DefaultValFraction;

    /// <summary>Patients at a time; 0 means one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>Whether patients that are done already are done again.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Refuses what cannot work before anything is read or written.</summary>
    /// <exception cref="BrainDaeException">An option is out of range, or the split that is there cannot be used.</exception>
    public void Validate()
    {
        Patient.Validate();
        if (Threads < 0)
        {
            throw BrainDaeException.Option($"--threads {Threads}: must be 0 (all processors) or more.");
        }

        var splitFolder = SliceStore.SplitFolderOf(DataFolder);
        if (SplitFiles.Exist(splitFolder))
        {
            SplitFiles.Read(splitFolder);
        }
        else
        {
            CohortSplit.Draw([], TrainFraction, ValFraction);
        }
    }
}

/// <summary>A patient that could not be processed.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Reason">One line: file, fault, remedy.</param>
public sealed record FailedPatient(string Name, string Reason);

/// <summary>What became of a cohort.</summary>
/// <param name="Done">Patients preprocessed by this run.</param>
/// <param name="Skipped">Patients that an earlier run had finished with the same options.</param>
/// <param name="Failed">Patients that could not be processed, by name.</param>
/// <param name="Manifest">What the data folder holds now; null if it holds no patient.</param>
/// <param name="Split">The split, drawn or found; null if there is no patient.</param>
/// <param name="SplitWasThere">Whether the split files were there before.</param>
public sealed record CohortPreprocessingResult(
    int Done, int Skipped, ImmutableArray<FailedPatient> Failed, CohortManifest? Manifest, CohortSplit? Split, bool SplitWasThere);

/// <summary>
/// Preprocesses the patients of a cohort in parallel. Goes on after a bad patient, skips finished ones, and leaves a
/// data folder that training can read.
/// </summary>
public static class CohortPreprocessor
{
    /// <summary>Preprocesses what is not done yet.</summary>
    /// <param name="cohort">The patients.</param>
    /// <param name="options">What and where.</param>
    /// <param name="patientDone">Told each patient that is finished, skipped or failed; may be called from several threads.</param>
    /// <param name="cancellation">Stops after the patients at hand; finished ones stay.</param>
    /// <exception cref="BrainDaeException">An option cannot be used or the data folder cannot be written.</exception>
    public static CohortPreprocessingResult Run(Cohort cohort, CohortPreprocessingOptions options, Action<string> patientDone, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(patientDone);
        options.Validate();
        AtomicFile.EnsureWritableFolder(options.DataFolder);
        var splitFolder = SliceStore.SplitFolderOf(options.DataFolder);
        var splitWasThere = SplitFiles.Exist(splitFolder);
        var store = new SliceStoreOptions { ImageType = options.ImageType, PreprocessingJson = Json(options.Patient) };
        EarlierSlices.RequireFit(cohort, options.DataFolder, store);

        var (done, skipped, failed) = Patients(cohort, options, store, patientDone, cancellation);
        foreach (var stale in failed.Select(f => f.Name).Concat(cohort.Incomplete.Select(p => p.Name).Where(name => !SliceStoreWriter.IsDone(options.DataFolder, name, store))))
        {
            EarlierSlices.Discard(options.DataFolder, stale);
        }

        failed.AddRange(cohort.Incomplete.Select(p => new FailedPatient(p.Name, p.Reason)));
        failed.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        if (done + skipped == 0)
        {
            return new(0, 0, [.. failed], null, null, splitWasThere);
        }

        var manifest = CohortManifest.Build(options.DataFolder, Path.GetFullPath(cohort.Source), SoftwareVersion.Number);
        manifest.Write(options.DataFolder);
        var split = SplitFiles.ReadOrDraw(splitFolder, manifest.Patients.Select(p => p.Name), options.TrainFraction, options.ValFraction);
        return new(done, skipped, [.. failed], manifest, split, splitWasThere);
    }

    private static (int Done, int Skipped, List<FailedPatient> Failed) Patients(
        Cohort cohort, CohortPreprocessingOptions options, SliceStoreOptions store, Action<string> patientDone, CancellationToken cancellation)
    {
        var failed = new ConcurrentBag<FailedPatient>();
        var idle = new ConcurrentBag<PreprocessingBuffers>();
        var done = 0;
        var skipped = 0;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
            CancellationToken = cancellation,
        };
        ExpectedFailure.OfMany(() =>
        {
            using var commits = new CommitQueue(parallel.MaxDegreeOfParallelism);
            Parallel.ForEach(Partitioner.Create(cohort.Patients, EnumerablePartitionerOptions.NoBuffering), parallel, patient =>
            {
                try
                {
                    if (options.Overwrite || !SliceStoreWriter.IsDone(options.DataFolder, patient.Name, store))
                    {
                        commits.Add(Preprocessed(patient), () =>
                        {
                            // One thread commits, so nobody else counts.
                            done++;
                            patientDone(patient.Name);
                        });
                        return;
                    }

                    Interlocked.Increment(ref skipped);
                }
                catch (BrainDaeException e) when (e.Kind != FailureKind.OutputNotWritable)
                {
                    failed.Add(new(patient.Name, e.Message));
                }

                patientDone(patient.Name);
            });
            commits.Complete();
        });

        return (done, skipped, [.. failed]);

        PendingFile Preprocessed(PatientFiles patient)
        {
            var buffers = idle.TryTake(out var used) ? used : new();
            var file = SliceStoreWriter.Pending(options.DataFolder, PatientPreprocessor.Run(patient, options.Patient, buffers), store);
            idle.Add(buffers);
            return file;
        }
    }

    private static string Json(PreprocessingOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"size": {{options.Size}}, "quantile": {{options.Quantile:R}}, "brain_threshold": {{options.BrainThreshold:R}}}""");
}
