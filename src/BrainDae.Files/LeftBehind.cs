using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BrainDae.Files;

/// <summary>
/// Removes what killed runs left half-written: files that end as <see cref="PendingFile"/> names them, whose process is
/// gone. Only whoever holds an <see cref="OutputLock"/> may: no other thread of this process is writing there then.
/// </summary>
internal static partial class LeftBehind
{
    /// <summary>In a folder and its direct subfolders.</summary>
    public static void Remove(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        Delete(Directory.EnumerateFiles(folder, "*" + PendingFile.TemporarySuffix, options));
    }

    /// <summary>Of one file, and scratch and write tests beside it.</summary>
    public static void RemoveOf(string file)
    {
        var name = Path.GetFileName(file) + ".";
        Delete(Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(file))!, "*" + PendingFile.TemporarySuffix)
            .Where(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal) || IsNameless(Path.GetFileName(path))));
    }

    private static bool IsNameless(string name) =>
        name.StartsWith(AtomicFile.WriteTestPrefix, StringComparison.Ordinal) || name.StartsWith(ScratchStream.Prefix, StringComparison.Ordinal);

    private static void Delete(IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(IsAbandoned).ToArray())
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

    /// <summary>Whether the process that wrote a file is gone. In containers, one process after another has the same number.</summary>
    private static bool IsAbandoned(string path) =>
        Ours().Match(Path.GetFileName(path)) is { Success: true } match
        && int.TryParse(match.Groups["process"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
        && (process == Environment.ProcessId || !IsRunning(process));

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\.(?<process>[0-9]+)\.braindae-partial$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ours();
}
