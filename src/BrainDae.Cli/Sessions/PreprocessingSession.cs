using BrainDae.Cli.Output;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Nifti.Volumes;
using Spectre.Console;

namespace BrainDae.Cli.Sessions;

/// <summary>One preprocessing run with its progress and its summary.</summary>
internal static class PreprocessingSession
{
    public static ExitCode Run(IAnsiConsole console, Cohort cohort, CohortPreprocessingOptions options, CancellationToken cancellation)
    {
        var result = ProgressBar.Run(console, context =>
        {
            var bar = context?.AddTask("preprocessing", maxValue: cohort.Patients.Length);
            return CohortPreprocessor.Run(cohort, options, _ => bar?.Increment(1), cancellation);
        });
        FailureTable.Write(console, result.Failed);
        console.WriteLine($"{result.Done} patients preprocessed, {result.Skipped} done before, {result.Failed.Length} failed.");
        if (result is { Manifest: { } manifest, Split: { } split })
        {
            console.WriteLine($"{manifest.Patients.Sum(p => p.Slices)} slices of {manifest.Size}x{manifest.Size} in {options.DataFolder}, content {manifest.DataSha256[..12]}.");
            console.WriteLine($"Split {(result.SplitWasThere ? "found" : "drawn")}: {split.Train.Length} train, {split.Val.Length} val, {split.Test.Length} test.");
            WarnOfGaps(console, [.. manifest.Patients.Select(p => p.Name)], [.. split.Train, .. split.Val, .. split.Test]);
            WarnOfOrientations(console, manifest);
            if (split.Val.Length == 0)
            {
                UnwrappedLine.WriteWarning(console, "the val split is empty, and training needs one to choose its best checkpoint: remove the split files and use a larger --val-fraction.");
            }
        }

        return result.Failed.IsEmpty ? ExitCode.Success : ExitCode.SomePatientsFailed;
    }

    /// <summary>Slices are used as stored: scans whose axes run differently are mirrored or turned against each other.</summary>
    private static void WarnOfOrientations(IAnsiConsole console, CohortManifest manifest)
    {
        var groups = manifest.Patients.GroupBy(p => AxisCodes.Of(p.Affine)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
        if (groups.Length > 1)
        {
            UnwrappedLine.WriteWarning(console, $"the scans' axes do not all run the same way ({string.Join(", ", groups.Select(g => $"{g.Key}: {g.Count()}, such as {g.First().Name}"))}), so their slices are turned or mirrored against each other: store all scans as {groups[0].Key} and preprocess again.");
        }
    }

    private static void WarnOfGaps(IAnsiConsole console, HashSet<string> stored, HashSet<string> listed)
    {
        var unlisted = stored.Except(listed).Count();
        var absent = listed.Except(stored).Count();
        if (unlisted > 0)
        {
            UnwrappedLine.WriteWarning(console, $"{unlisted} preprocessed patients are in no split file and will not be used.");
        }

        if (absent > 0)
        {
            UnwrappedLine.WriteWarning(console, $"{absent} names of the split files have no slices; training or evaluating on them will fail.");
        }
    }
}
