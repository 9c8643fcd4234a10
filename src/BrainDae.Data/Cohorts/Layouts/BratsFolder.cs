using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>A patient's folder as found on disk.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Name">Its own name, which is the patient's.</param>
/// <param name="FileNames">Names of the NIfTI files directly in it.</param>
internal sealed record BratsFolder(string Path, string Name, ImmutableHashSet<string> FileNames)
{
    /// <summary>The folders directly under <paramref name="source"/> that hold NIfTI files, sorted by ordinal name.</summary>
    /// <exception cref="BrainDaeException"><paramref name="source"/> is missing, a file, unreadable, or has no such folder.</exception>
    public static ImmutableArray<BratsFolder> Under(string source)
    {
        if (File.Exists(source))
        {
            throw BrainDaeException.Invalid($"{source}: is a file. Give the folder that holds one folder a patient.");
        }

        if (!Directory.Exists(source))
        {
            throw BrainDaeException.Missing($"{source}: does not exist. Give the folder that holds one folder a patient.");
        }

        try
        {
            var folders = Directory.EnumerateDirectories(source).Select(Open).Where(folder => !folder.FileNames.IsEmpty)
                .OrderBy(folder => folder.Name, StringComparer.Ordinal).ToImmutableArray();
            return folders.IsEmpty ? throw NoPatient(source) : folders;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unlistable(source, e);
        }
    }

    /// <summary>Whether a folder is one patient's own: scans of some modalities named after it lie in it, or scans of any name and no folder of scans.</summary>
    /// <exception cref="BrainDaeException">It is unreadable.</exception>
    public static bool IsPatient(string path, Modalities modalities)
    {
        try
        {
            return Directory.Exists(path) && Of(path) is { FileNames.IsEmpty: false } folder
                && (BratsNaming.All.Any(naming => !naming.FindScans(folder, modalities).IsEmpty)
                    || !Directory.EnumerateDirectories(path).Any(below => NiftiFiles(below).Any()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unlistable(path, e);
        }
    }

    /// <summary>One patient's folder, however its path is written.</summary>
    public static BratsFolder Of(string path) => Open(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));

    private static BratsFolder Open(string path) =>
        new(path, System.IO.Path.GetFileName(path), [.. NiftiFiles(path)]);

    private static IEnumerable<string> NiftiFiles(string path) =>
        Directory.EnumerateFiles(path).Select(file => System.IO.Path.GetFileName(file)).Where(BratsNaming.IsNifti);

    private static BrainDaeException Unlistable(string path, Exception e) =>
        BrainDaeException.Invalid($"{path}: cannot be listed ({e.Message.TrimEnd('.')}). Check its permissions.", e);

    private static BrainDaeException NoPatient(string source)
    {
        if (NiftiFiles(source).Any())
        {
            return BrainDaeException.Invalid($"{source}: holds scans itself, not folders of patients. Give the folder above it.");
        }

        var state = Directory.EnumerateFileSystemEntries(source).Any() ? "no folder in it holds NIfTI files" : "is empty";
        return BrainDaeException.Invalid($"{source}: {state}. Give the folder that holds NAME/{BratsNaming.All[0].FileName("NAME", Modality.Flair)} and so on.");
    }
}
