using BrainDae.Data.Cohorts;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Which layout a cohort was read in, with the first patient's files, since nobody else saw which is which.</summary>
internal static class LayoutLine
{
    /// <param name="console">Shows it.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="labels">Whether segmentations are used.</param>
    public static void Write(IAnsiConsole console, Cohort cohort, bool labels)
    {
        var first = cohort.Patients[0];
        var folder = Path.GetDirectoryName(first.Scans.Values.First().Path)!;
        var files = first.Scans.Select(scan => $"{scan.Key} {Named(scan.Value.Path)}{(scan.Value.Image is { } image ? $" image {image}" : "")}");
        var label = !labels ? "" : first.Segmentation is { } segmentation ? $"; segmentation {Named(segmentation)}" : "; no segmentation";
        console.Write(new UnwrappedLine("Layout:", Style.Plain, $"{cohort.Layout}. {first.Name} has in {folder}: {string.Join(", ", files)}{label}."));

        string Named(string path) => Path.GetDirectoryName(path) == folder ? Path.GetFileName(path) : Path.GetRelativePath(cohort.Source, path);
    }
}
