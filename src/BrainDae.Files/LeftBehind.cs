using System.Text.RegularExpressions;

namespace BrainDae.Files;

/// <summary>Removes what killed runs left half-written. Only whoever holds an <see cref="OutputLock"/> may: nobody else is writing there then.</summary>
internal static partial class LeftBehind
{
    /// <summary>In a folder and its direct subfolders.</summary>
    public static void Remove(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        Delete(Directory.EnumerateFiles(folder, "*", options).Where(path => IsOurs(path) || OfEarlierVersions().IsMatch(Path.GetFileName(path))));
    }

    /// <summary>
    /// Of one file, and names of scratch and write tests beside it, whosever they are: a run that still uses one has lost or
    /// will lose its name anyway.
    /// </summary>
    public static void RemoveOf(string file)
    {
        var name = Path.GetFileName(file) + ".";
        Delete(Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(file))!, "*" + PendingFile.TemporarySuffix)
            .Where(path => IsOurs(path) && (Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal) || IsNameless(Path.GetFileName(path)))));
    }

    private static bool IsNameless(string name) =>
        name.StartsWith(AtomicFile.WriteTestPrefix, StringComparison.Ordinal) || name.StartsWith(ScratchStream.Prefix, StringComparison.Ordinal);

    private static bool IsOurs(string path) => Ours().IsMatch(Path.GetFileName(path));

    private static void Delete(IEnumerable<string> paths)
    {
        foreach (var path in paths.ToArray())
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Rubbish that cannot be removed does no harm.
            }
        }
    }

    [GeneratedRegex(@"\.[0-9]+\.partial$", RegexOptions.CultureInvariant)]
    private static partial Regex Ours();

    /// <summary>Scratch that killed runs of versions before 0.2 left behind: gigabytes of scores.</summary>
    [GeneratedRegex(@"^\.(scores|slices)-[0-9]+-[0-9a-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex OfEarlierVersions();
}
