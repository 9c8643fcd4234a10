using System.Collections.Immutable;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Output;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Cli.Sessions;

/// <summary>One preprocessing run with its progress and its summary.</summary>
internal static class PreprocessingSession
{
    /// <param name="context">Shows it.</param>
    /// <param name="cohort">The patients.</param>
    /// <param name="options">What and where.</param>
    /// <param name="splitFlags">Flags of the split that the user gave.</param>
    public static ExitCode Run(CommandContext context, Cohort cohort, CohortPreprocessingOptions options, params ImmutableArray<string> splitFlags)
    {
        var result = context.Progress("preprocessing", progress => CohortPreprocessor.Run(cohort, options, progress, cancellation: context.Cancellation));
        foreach (var warning in result.Warnings)
        {
            context.Warn(warning);
        }

        FailureTable.Write(context, result.Failed);
        context.WriteLine($"{Counted.Of(result.Done, "patient")} preprocessed, {result.Skipped} done before, {result.Failed.Length} failed.");
        WriteIfAny(result.Replaced, "with other scans or another segmentation than when preprocessed before: done again.");
        WriteIfAny(result.Damaged, "with slices that were damaged or of an earlier version: done again.");
        WriteIfAny(result.LeftOut, "without a segmentation: left out (--unlabelled skip).");
        if (result is { Manifest: { } manifest, Split: { } split })
        {
            context.WriteLine($"{Counted.Of(manifest.Patients.Sum(p => p.Slices), "slice")} of {manifest.Size}x{manifest.Size} in {options.DataFolder}, content {manifest.DataSha256[..12]}.");
            WriteUnlabelled(context, manifest);
            foreach (var file in result.ChangedSplitFiles)
            {
                context.Warn($"{Path.Combine(SliceStore.SplitFolderOf(options.DataFolder), file)}: is not as an earlier run left it (edited, or damaged); it is kept as it is from now on.");
            }

            WriteSplit(context, result.SplitOrigin, split, manifest, options, splitFlags);
            WarnOfSharedSubjects(context, manifest, split);
            WarnOfGaps(context, [.. manifest.Patients.Select(p => p.Name)], [.. split.Train, .. split.Val, .. split.Test]);
            WriteOrientations(context, manifest);
            if (split.Val.Length == 0)
            {
                context.Warn("the val split is empty, and training needs one to choose its best checkpoint: preprocess again with --resplit and a larger --val-fraction.");
            }
        }

        return result.Failed.IsEmpty ? ExitCode.Success : ExitCode.SomePatientsFailed;

        void WriteIfAny(int patients, string fate)
        {
            if (patients > 0)
            {
                context.WriteLine($"{Counted.Of(patients, "patient")} {fate}");
            }
        }
    }

    private static void WriteUnlabelled(CommandContext context, CohortManifest manifest)
    {
        var unlabelled = manifest.Patients.Count(p => !p.HasLabel);
        if (unlabelled == manifest.Patients.Length)
        {
            context.WriteLine("No patient has a segmentation: all slices count as healthy, and evaluate has nothing to measure against.");
        }
        else if (unlabelled > 0)
        {
            context.WriteLine($"{unlabelled} of {manifest.Patients.Length} patients have no segmentation: train asks for --unlabelled healthy or skip, and evaluate refuses them.");
        }
    }

    private static void WriteSplit(CommandContext context, SplitOrigin origin, CohortSplit split, CohortManifest manifest, CohortPreprocessingOptions options, ImmutableArray<string> splitFlags)
    {
        var how = origin switch { SplitOrigin.Found => "found", SplitOrigin.Drawn => "drawn", _ => "drawn anew" };
        var subjects = manifest.Patients.Select(p => p.Subject).Distinct(StringComparer.Ordinal).Count();
        var together = subjects < manifest.Patients.Length ? $" ({subjects} subjects{(origin == SplitOrigin.Found ? "" : ", all scans of one together")})" : "";
        context.WriteLine($"Split {how}: {split.Train.Length} train, {split.Val.Length} val, {split.Test.Length} test{together}.");
        if (origin == SplitOrigin.Found && !splitFlags.IsEmpty)
        {
            context.Warn($"the split was there already and stays as it is, so {string.Join(" and ", splitFlags)} had no effect: add --resplit to draw it anew.");
        }

        var taken = CohortSplit.TakenFromTrain(subjects, options.TrainFraction, options.ValFraction);
        if (origin != SplitOrigin.Found && taken > 0)
        {
            context.WriteLine($"The published rule leaves val empty for so few patients: the last {(taken == 1 ? "patient" : $"{taken} patients")} of train became val.");
        }
    }

    /// <summary>A split that somebody wrote may tear the visits of a subject apart.</summary>
    private static void WarnOfSharedSubjects(CommandContext context, CohortManifest manifest, CohortSplit split)
    {
        ImmutableArray<string>[] parts = [split.Train, split.Val, split.Test];
        string[] shared = [.. manifest.Patients.GroupBy(p => p.Subject, StringComparer.Ordinal).Where(scans => parts.Count(part => scans.Any(scan => part.Contains(scan.Name))) > 1).Select(scans => scans.Key)];
        if (shared.Length > 0)
        {
            context.Warn($"{Counted.Of(shared.Length, "subject")}, such as {shared[0]}, have scans in more than one part of the split, and evaluate will refuse them as seen in training: correct the split files, or add --resplit.");
        }
    }

    /// <summary>Says whose voxels were moved, since nothing else shows it.</summary>
    private static void WriteOrientations(CommandContext context, CohortManifest manifest)
    {
        var moved = manifest.Patients.GroupBy(p => AxisCodes.Of(p.Affine)).Where(g => g.Key != LpsOrder.Code).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
        if (moved.Length > 0)
        {
            context.WriteLabelled("Orientation:", $"the scans of {moved.Sum(g => g.Count())} patients are not stored {LpsOrder.Code} ({string.Join(", ", moved.Select(g => $"{g.Key}: {g.Count()}, such as {g.First().Name}"))}); their slices are {LpsOrder.Code} like all others.");
        }
    }

    private static void WarnOfGaps(CommandContext context, HashSet<string> stored, HashSet<string> listed)
    {
        var unlisted = stored.Except(listed).Count();
        var absent = listed.Except(stored).Count();
        if (unlisted > 0)
        {
            context.Warn($"{unlisted} preprocessed patients are in no split file and will not be used.");
        }

        if (absent > 0)
        {
            context.Warn($"{absent} names of the split files have no slices; training or evaluating on them will fail.");
        }
    }
}
