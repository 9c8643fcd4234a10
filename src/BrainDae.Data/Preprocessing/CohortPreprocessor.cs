using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

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

    /// <summary>Whether a split that is there is replaced by one drawn anew. Default false: it stays as it is.</summary>
    public bool Resplit { get; init; }

    /// <summary>What becomes of patients without a segmentation; must be given where some patients have one and others have not.</summary>
    public UnlabelledRule? Unlabelled { get; init; }

    /// <summary>Patients at a time; 0 means one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>Whether patients that are done already are done again.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Refuses what cannot work before anything is read or written.</summary>
    /// <exception cref="BrainDaeException">An option is out of range, or the split that is there cannot be used.</exception>
    public void Validate()
    {
        Patient.Validate();
        BrainDaeException.Refuse(OptionFault.Unless(Threads >= 0, Threads, "must be 0 (all processors) or more"));
        var splitFolder = SliceStore.SplitFolderOf(DataFolder);
        if (Resplit || !SplitFiles.Exist(splitFolder))
        {
            CohortSplit.Draw([], TrainFraction, ValFraction);
        }
        else if (!PendingSplit.Exists(splitFolder))
        {
            SplitFiles.Read(splitFolder);
        }
    }
}

/// <summary>A patient that could not be processed.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Reason">One line: file, fault, remedy.</param>
public sealed record FailedPatient(string Name, FailureText Reason);

/// <summary>What became of a cohort.</summary>
/// <param name="Done">Patients preprocessed by this run.</param>
/// <param name="Skipped">Patients that an earlier run had finished with the same options, from the very same files.</param>
/// <param name="Failed">Patients that could not be processed, by name.</param>
/// <param name="Manifest">What the data folder holds now; null if it holds no patient.</param>
/// <param name="Split">The split, drawn or found; null if there is no patient.</param>
/// <param name="SplitOrigin">Where the split comes from.</param>
public sealed record CohortPreprocessingResult(
    int Done, int Skipped, ImmutableArray<FailedPatient> Failed, CohortManifest? Manifest, CohortSplit? Split, SplitOrigin SplitOrigin)
{
    /// <summary>Patients of <see cref="Done"/> whose scans or segmentation had been replaced since an earlier run.</summary>
    public int Replaced { get; init; }

    /// <summary>Patients of <see cref="Done"/> whose earlier slices were damaged or of an earlier version.</summary>
    public int Damaged { get; init; }

    /// <summary><see cref="PatientSlices.Warnings"/> of the patients of <see cref="Done"/>, sorted.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Files of a split that was found which were not as an earlier run left them: edited, or damaged. They are taken as they are from now on.</summary>
    public ImmutableArray<string> ChangedSplitFiles { get; init; } = [];

    /// <summary>Patients left out by <see cref="UnlabelledRule.Skip"/>.</summary>
    public int LeftOut { get; init; }
}

/// <summary>
/// Preprocesses the patients of a cohort in parallel. Goes on after a bad patient, skips finished ones, and leaves a
/// data folder that training can read.
/// </summary>
public static class CohortPreprocessor
{
    /// <summary>Preprocesses what is not done yet.</summary>
    /// <param name="cohort">The patients.</param>
    /// <param name="options">What and where.</param>
    /// <param name="progress">Told each patient that is finished, skipped or failed; from any thread, never twice at once; may be null.</param>
    /// <param name="logger">Told warnings and failures by patient; may be null.</param>
    /// <param name="cancellation">Stops after the patients at hand; finished ones stay.</param>
    /// <exception cref="BrainDaeException">An option or the split that is there cannot be used, or the data folder cannot be written or is held by another run.</exception>
    public static CohortPreprocessingResult Run(Cohort cohort, CohortPreprocessingOptions options, IProgress<PatientProgress>? progress = null, ILogger? logger = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        logger ??= NullLogger.Instance;
        var admitted = cohort.Admit(options.Unlabelled);
        using var held = OutputLock.OfFolder(options.DataFolder, "preprocess");
        var splitFolder = SliceStore.SplitFolderOf(options.DataFolder);
        var origin = !SplitFiles.Exist(splitFolder) ? SplitOrigin.Drawn : options.Resplit ? SplitOrigin.DrawnAnew : SplitOrigin.Found;
        if (origin == SplitOrigin.Found)
        {
            // Before the long work; also finishes what an interrupted run left of it.
            SplitFiles.Read(splitFolder);
        }

        var store = new SliceStoreOptions { Modalities = options.Patient.Modalities, ImageType = options.ImageType, PreprocessingJson = Json(options.Patient) };
        EarlierSlices.RequireFit(cohort, options.DataFolder, store);

        var run = new PreprocessingRun(options, store, admitted.Patients.Length, progress, logger);
        run.Patients(admitted.Patients, cancellation);
        foreach (var leftOut in cohort.Patients.Except(admitted.Patients))
        {
            EarlierSlices.SetAside(options.DataFolder, leftOut.Name);
        }

        foreach (var incomplete in cohort.Incomplete)
        {
            run.Fail(incomplete.Name, incomplete.Reason);
        }

        var result = run.Result(origin) with { LeftOut = cohort.Patients.Length - admitted.Patients.Length };
        if (!CohortManifest.HoldsPatients(options.DataFolder))
        {
            // A manifest must not name patients whose slices have been set aside.
            AtomicFile.Delete(Path.Combine(options.DataFolder, CohortManifest.FileName));
            return result;
        }

        var manifest = CohortManifest.Build(options.DataFolder, Path.GetFullPath(cohort.Source), SoftwareVersion.Number, cohort.Choice.Layout == CohortLayout.Auto ? null : cohort.Choice);
        manifest.Write(options.DataFolder);
        var subjects = manifest.Patients.ToDictionary(p => p.Name, p => p.Subject, StringComparer.Ordinal);
        var split = origin == SplitOrigin.Found
            ? SplitFiles.Read(splitFolder)
            : SplitFiles.Draw(splitFolder, subjects.Keys, options.TrainFraction, options.ValFraction, name => subjects[name]);
        var changed = SplitFiles.Changed(splitFolder);
        SplitFiles.Record(splitFolder);
        logger.Split(manifest.Patients.Length, options.DataFolder, origin, split.Train.Length, split.Val.Length, split.Test.Length);
        return result with { Manifest = manifest, Split = split, ChangedSplitFiles = changed };
    }

    /// <summary>Options as slice files store them; the modalities are told by the file itself.</summary>
    internal static string Json(PreprocessingOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"size": {{options.Size}}, "quantile": {{options.Quantile:R}}, "brain_threshold": {{options.BrainThreshold:R}}}""");
}
