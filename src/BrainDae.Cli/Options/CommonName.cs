using System.Text.RegularExpressions;
using BrainDae.Data.Cohorts;

namespace BrainDae.Cli.Options;

/// <summary>The name of a patient whose scans are given one by one: what the names of the files have in common.</summary>
internal static partial class CommonName
{
    /// <summary>The common beginning, or else the common end, of file names, in whole parts between '_', '-', '.' and blanks; or else the folder of all of them; null where nothing is common.</summary>
    public static string? Of(IReadOnlyCollection<string> files)
    {
        string[][] parts = [.. files.Select(file => Parts().Matches(Extension().Replace(Path.GetFileName(file), "")).Select(part => part.Value).ToArray())];
        string[] folders = [.. files.Select(FolderOf).Distinct(StringComparer.Ordinal)];
        return Joined(Beginning(parts)) ?? Joined(Beginning([.. parts.Select(one => one.Reverse().ToArray())]).Reverse()) ?? (folders is [{ Length: > 0 } folder] ? folder : null);
    }

    /// <summary>The parts that all have at their beginning; the last part of a single name is what it shows.</summary>
    private static IEnumerable<string> Beginning(string[][] names) => names is [var only]
        ? ModalityWords.Usual.Find(only.LastOrDefault() ?? "", Modalities.Brats) is null ? only : only[..^1]
        : names[0].TakeWhile((part, i) => names.All(name => i < name.Length && name[i] == part));

    private static string? Joined(IEnumerable<string> parts) => string.Concat(parts).Trim('_', '-', '.', ' ') is { Length: > 0 } name ? name : null;

    private static string FolderOf(string file) => new FileInfo(file).Directory is { Name: var name, Parent: not null } ? name : "";

    [GeneratedRegex(@"\.(nii|hdr|img)(\.gz)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"[_\-. ]|[^_\-. ]+")]
    private static partial Regex Parts();
}
