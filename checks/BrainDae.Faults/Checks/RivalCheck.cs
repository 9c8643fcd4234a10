using System.Runtime.InteropServices;

namespace BrainDae.Faults.Checks;

/// <summary>Two runs on one output: the second is refused and told who holds it, and the first leaves what it leaves alone.</summary>
internal static partial class RivalCheck
{
    private const int Stop = 19;
    private const int Continue = 18;

    public static IEnumerable<Finding> Run(IReadOnlyList<Stage> stages) => stages.Where(stage => stage.Whole.Steps > 0).Select(Case);

    private static Finding Case(Stage stage)
    {
        using var site = stage.Before.Ready();
        using var first = Braindae.Begin(site.Root, stage.Scenario.Arguments, null, out _);
        var (output, errors) = (first.StandardOutput.ReadToEndAsync(), first.StandardError.ReadToEndAsync());
        while (!first.HasExited && !Directory.EnumerateFiles(site.Root, "*.braindae-lock", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Any(file => new FileInfo(file).Length > 0))
        {
            Thread.Sleep(1);
        }

        // Held where it is, so that the second surely meets it.
        _ = Kill(first.Id, Stop);
        var second = Braindae.Run(site.Root, stage.Scenario.Arguments);
        _ = Kill(first.Id, Continue);
        first.WaitForExit();
        var differences = Site.Differences(stage.After, site.Contents());
        var holder = $"braindae {stage.Scenario.Command}, process {first.Id} on ";
        return new("rival", stage.Scenario.Command, "two at once", $"{first.ExitCode} and {second.Code}",
            second.Code != 5 || !second.Errors.Contains(holder, StringComparison.Ordinal) ? $"the second was not told '{holder}': {second.Said}"
            : first.ExitCode != 0 ? $"the first failed: {output.Result}{errors.Result}"
            : differences.Length > 0 ? $"differs: {string.Join(", ", differences)}" : null);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
