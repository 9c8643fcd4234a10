using System.Collections.Concurrent;
using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;
using Microsoft.Extensions.Logging;

namespace BrainDae.Data.Preprocessing;

/// <summary>One run over the patients of a cohort, and what becomes of each.</summary>
/// <param name="options">What and where.</param>
/// <param name="store">How slices are stored.</param>
/// <param name="total">Patients of the run.</param>
/// <param name="progress">Told each patient that is finished, skipped or failed; from any thread, never twice at once.</param>
/// <param name="logger">Told warnings and failures.</param>
internal sealed class PreprocessingRun(CohortPreprocessingOptions options, SliceStoreOptions store, int total, IProgress<PatientProgress>? progress, ILogger logger)
{
    private readonly ConcurrentBag<FailedPatient> failed = [];
    private readonly ConcurrentBag<PreprocessingBuffers> idle = [];
    private readonly List<string> warnings = [];
    private readonly Lock telling = new();
    private int told;
    private int done;
    private int skipped;
    private int replaced;
    private int damaged;

    /// <summary>What became of the patients so far.</summary>
    public CohortPreprocessingResult Result(SplitOrigin origin) =>
        new(done, skipped, [.. failed.OrderBy(f => f.Name, StringComparer.Ordinal)], null, null, origin) { Replaced = replaced, Damaged = damaged, Warnings = [.. warnings.Order(StringComparer.Ordinal)] };

    /// <summary>Preprocesses the patients that are not done yet, several at a time.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public void Patients(ImmutableArray<PatientFiles> patients, CancellationToken cancellation)
    {
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
            CancellationToken = cancellation,
        };
        ExpectedFailure.OfMany(() =>
        {
            using var commits = new CommitQueue(parallel.MaxDegreeOfParallelism);
            Parallel.ForEach(Partitioner.Create(patients, EnumerablePartitionerOptions.NoBuffering), parallel, patient =>
            {
                try
                {
                    Patient(patient, commits);
                }
                catch (BrainDaeException e) when (e.Kind != FailureKind.OutputNotWritable)
                {
                    Fail(patient.Name, e.Text);
                    Tell(patient.Name);
                }
            });
            commits.Complete();
        });
    }

    /// <summary>Leaves a patient out of the cohort: slices of files that it has no more must not stand in for those that could not be made.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public void Fail(string name, FailureText reason)
    {
        var kept = EarlierSlices.SetAside(options.DataFolder, name) ? $" Its earlier slices are left out and lie in {Path.Combine(options.DataFolder, EarlierSlices.AsideFolder)}." : "";
        failed.Add(new(name, $"{reason}{kept}"));
        logger.LeftOut(name, $"{reason}{kept}");
    }

    private void Tell(string patient)
    {
        lock (telling)
        {
            progress?.Report(new(patient, ++told, total));
        }
    }

    private void Patient(PatientFiles patient, CommitQueue commits)
    {
        PatientFileName.Require(patient.Name);

        // Hashed before they are read: a file that is replaced in between is noticed by the next run.
        var inputs = InputHash.Of(patient, options.Patient.Modalities);
        var earlier = EarlierSlices.StateOf(options.DataFolder, patient, store, inputs);
        if (earlier == EarlierState.Current && !options.Overwrite)
        {
            Interlocked.Increment(ref skipped);
            logger.DoneBefore(patient.Name);
            Tell(patient.Name);
            return;
        }

        var buffers = idle.TryTake(out var used) ? used : new();
        var slices = PatientPreprocessor.Run(patient, options.Patient, buffers) with { Inputs = inputs };
        var file = SliceStoreWriter.Pending(options.DataFolder, slices, store);
        idle.Add(buffers);
        commits.Add(file, () =>
        {
            // One thread commits, so nobody else counts.
            EarlierSlices.RemoveAside(options.DataFolder, patient.Name);
            done++;
            warnings.AddRange(slices.Warnings);
            foreach (var doubt in slices.Warnings)
            {
                logger.Doubted(patient.Name, doubt);
            }

            logger.Preprocessed(patient.Name, slices.SliceIndices.Length);
            replaced += earlier == EarlierState.Changed ? 1 : 0;
            damaged += earlier == EarlierState.Damaged ? 1 : 0;
            Tell(patient.Name);
        });
    }
}
