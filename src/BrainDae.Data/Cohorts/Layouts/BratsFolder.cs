using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>A patient's folder as found on disk.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Name">Its own name, which is the patient's.</param>
/// <param name="FileNames">Names of the NIfTI files directly in it.</param>
internal sealed record BratsFolder(string Path, string Name, ImmutableHashSet<string> FileNames)
{
    /// <summary>BraTS 2018 and 2019 have the patients' folders in these: high-grade and low-grade gliomas.</summary>
    private static readonly ImmutableArray<string> Grades = ["HGG", "LGG"];

    /// <summary>The patients' folders under <paramref name="source"/>, in HGG and LGG too, sorted by ordinal name.</summary>
    /// <exception cref="BrainDaeException"><paramref name="source"/> is missing, a file, unreadable, or has no such folder, or two of one name.</exception>
    public static ImmutableArray<BratsFolder> Under(string source)
    {
        SourceFolder.Require(source);
        return SourceFolder.Listing(source, () =>
        {
            var folders = Patients(source).OrderBy(folder => folder.Name, StringComparer.Ordinal).ToImmutableArray();
            var twice = folders.Zip(folders.Skip(1)).FirstOrDefault(pair => pair.First.Name == pair.Second.Name);
            return folders.IsEmpty ? throw NoPatient(source)
                : twice.First is null ? folders
                : throw BrainDaeException.Invalid($"{twice.First.Path} and {twice.Second.Path}: are two patients of one name. Rename one of the folders and its files.");
        });
    }

    /// <summary>The folders under <paramref name="source"/>, in HGG and LGG too, that hold NIfTI files.</summary>
    public static IEnumerable<BratsFolder> Patients(string source) =>
        Grades.Select(grade => System.IO.Path.Combine(source, grade)).Where(Directory.Exists).Prepend(source)
            .SelectMany(Directory.EnumerateDirectories).Select(Open).Where(folder => !folder.FileNames.IsEmpty);

    /// <summary>Whether a folder is one patient's own: scans of some modalities named after it lie in it, or scans of any name and no folder of scans.</summary>
    /// <exception cref="BrainDaeException">It is unreadable.</exception>
    public static bool IsPatient(string path, Modalities modalities) => SourceFolder.Listing(path, () =>
        Directory.Exists(path) && Of(path) is { FileNames.IsEmpty: false } folder
        && (HasScans(folder, modalities) || !Directory.EnumerateDirectories(path).Any(below => !SourceFolder.NiftiFiles(below).IsEmpty)));

    /// <summary>Whether a folder has a scan of some modalities that is named after it.</summary>
    public static bool HasScans(BratsFolder folder, Modalities modalities) => BratsNaming.All.Any(naming => !naming.FindScans(folder, modalities).IsEmpty);

    /// <summary>One patient's folder, however its path is written.</summary>
    public static BratsFolder Of(string path) => Open(SourceFolder.Full(path));

    private static BratsFolder Open(string path) =>
        new(path, System.IO.Path.GetFileName(path), [.. SourceFolder.NiftiFiles(path).Select(file => System.IO.Path.GetFileName(file))]);

    private static BrainDaeException NoPatient(string source)
    {
        if (!SourceFolder.NiftiFiles(source).IsEmpty)
        {
            return BrainDaeException.Invalid($"{source}: holds scans itself, not folders of patients. Give the folder above it, or describe how the files are named with {new OptionName("Pattern")}.");
        }

        var state = Directory.EnumerateFileSystemEntries(source).Any() ? "no folder in it holds NIfTI files" : "is empty";
        return BrainDaeException.Invalid($"{source}: {state}. Give the folder that holds NAME/{BratsNaming.All[0].FileName("NAME", Modality.Flair)} and so on, a folder of another known {new OptionName("Layout")}, or describe how the files are named with {new OptionName("Pattern")}.");
    }
}
