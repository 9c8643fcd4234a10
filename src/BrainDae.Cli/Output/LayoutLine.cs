using BrainDae.Data.Cohorts;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Which layout a cohort was read in, with the first patient's files, since nobody else saw which is which.</summary>
internal static class LayoutLine
{
    public static void Write(IAnsiConsole console, Cohort cohort)
    {
        var first = cohort.Patients[0];
        var files = first.Scans.Select(scan => $"{scan.Key} {Below(scan.Value.Path)}{(scan.Value.Image is { } image ? $" image {image}" : "")}");
        var label = first.Segmentation is { } segmentation ? $", segmentation {Below(segmentation)}" : "";
        console.Write(new UnwrappedLine("Layout:", Style.Plain, $"{cohort.Layout}. Patient {first.Name}: {string.Join(", ", files)}{label}."));

        string Below(string path) => Path.GetRelativePath(cohort.Source, path);
    }
}
