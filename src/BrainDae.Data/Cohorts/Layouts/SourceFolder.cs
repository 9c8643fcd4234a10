using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>The folder that a cohort lies in, and the names of NIfTI files.</summary>
internal static class SourceFolder
{
    /// <summary>Compressed first: where both lie side by side, it is the one that was distributed.</summary>
    public static readonly ImmutableArray<string> Extensions = [".nii.gz", ".nii"];

    /// <summary>Refuses what is no folder.</summary>
    /// <exception cref="BrainDaeException">It is missing or a file.</exception>
    public static void Require(string source)
    {
        if (File.Exists(source))
        {
            throw BrainDaeException.Invalid($"{source}: is a file. Give the folder that holds one folder a patient.");
        }

        if (!Directory.Exists(source))
        {
            throw BrainDaeException.Missing($"{source}: does not exist. Give the folder that holds one folder a patient.");
        }
    }

    /// <summary>Looks into folders.</summary>
    /// <exception cref="BrainDaeException">One cannot be listed.</exception>
    public static T Listing<T>(string source, Func<T> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.Invalid($"{source}: cannot be listed ({e.Message.TrimEnd('.')}). Check its permissions.", e);
        }
    }

    /// <summary>Whether a file's name is that of a NIfTI file; hidden ones, as some archives hold, are none.</summary>
    public static bool IsNifti(string fileName) => fileName[0] != '.' && Extensions.Any(extension => fileName.EndsWith(extension, StringComparison.Ordinal));

    /// <summary>A NIfTI file's name without folder and extension.</summary>
    public static string Stem(string path)
    {
        var name = Path.GetFileName(path);
        return Extensions.FirstOrDefault(extension => name.EndsWith(extension, StringComparison.Ordinal)) is { } extension ? name[..^extension.Length] : name;
    }

    /// <summary>The NIfTI files directly in a folder, by ordinal name; none where there is no folder.</summary>
    public static ImmutableArray<string> NiftiFiles(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Where(file => IsNifti(Path.GetFileName(file))).Order(StringComparer.Ordinal)] : [];

    /// <summary>The folder, however its path is written.</summary>
    public static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
