using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Slices;
using BrainDae.Files;

namespace BrainDae.Data.Imports;

/// <summary>
/// The folder into which the published implementation preprocesses: patient_NAME/slice_N.npz, either itself or below
/// npy_train, npy_val and npy_test, which are then the split.
/// </summary>
/// <param name="Patients">The patients, by ordinal name.</param>
/// <param name="HasSplit">Whether the folders say who belongs to which split.</param>
internal sealed record PublishedFolder(ImmutableArray<PublishedPatient> Patients, bool HasSplit)
{
    private const string PatientPrefix = "patient_";
    private const string SlicePrefix = "slice_";
    private const string SliceExtension = ".npz";
    private const int LargestSlice = 9_999;

    public const string Train = "npy_train";
    public const string Val = "npy_val";
    public const string Test = "npy_test";

    /// <exception cref="BrainDaeException">The folder is missing, unreadable or holds no such patient, or a patient is there twice.</exception>
    public static PublishedFolder Find(string source)
    {
        if (!Directory.Exists(source))
        {
            throw BrainDaeException.Missing($"{source}: no such folder. Give the folder that holds {PatientPrefix}NAME/{SlicePrefix}N{SliceExtension}, or {Train}, {Val} and {Test}.");
        }

        return SourceFolder.Listing(source, () =>
        {
            string[] splits = [.. new[] { Train, Val, Test }.Where(name => Directory.Exists(Path.Combine(source, name)))];
            var patients = splits.Length > 0 ? splits.SelectMany(split => Under(Path.Combine(source, split), split)) : Under(source, null);
            var sorted = patients.OrderBy(patient => patient.Name, StringComparer.Ordinal).ToImmutableArray();
            RequireOnce(sorted);
            return sorted.IsEmpty
                ? throw BrainDaeException.Invalid($"{source}: holds no {PatientPrefix}NAME/{SlicePrefix}N{SliceExtension}. Give the folder that the published implementation preprocessed into.")
                : new PublishedFolder(sorted, splits.Length > 0);
        });
    }

    private static IEnumerable<PublishedPatient> Under(string folder, string? split) => Directory.EnumerateDirectories(folder, PatientPrefix + "*")
        .Select(patient => new PublishedPatient(Path.GetFileName(patient)[PatientPrefix.Length..], split, Slices(patient)))
        .Where(patient => !patient.Slices.IsEmpty);

    private static ImmutableArray<(int Index, string Path)> Slices(string patient)
    {
        PatientFileName.Require(Path.GetFileName(patient)[PatientPrefix.Length..]);
        var slices = Directory.EnumerateFiles(patient, "*" + SliceExtension).Select(path => (Index: IndexOf(path), Path: path)).OrderBy(slice => slice.Index).ToImmutableArray();
        for (var i = 1; i < slices.Length; i++)
        {
            if (slices[i].Index == slices[i - 1].Index)
            {
                throw BrainDaeException.Invalid($"{slices[i].Path}: has the number of {slices[i - 1].Path}. Remove one of them.");
            }
        }

        return slices;
    }

    private static int IndexOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name.StartsWith(SlicePrefix, StringComparison.Ordinal)
            && int.TryParse(name[SlicePrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= LargestSlice
            ? index
            : throw BrainDaeException.Invalid($"{path}: is not called {SlicePrefix}N{SliceExtension} with N from 0 to {LargestSlice}, so its place in the scan is not known. Rename it or move it away.");
    }

    private static void RequireOnce(ImmutableArray<PublishedPatient> sorted)
    {
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Name == sorted[i - 1].Name)
            {
                throw BrainDaeException.Invalid($"{Path.GetDirectoryName(sorted[i].Slices[0].Path)}: {sorted[i].Name} is in {sorted[i - 1].Split} already. Leave the patient in one split.");
            }
        }
    }
}

/// <summary>A patient's slices as found on disk.</summary>
/// <param name="Name">Name of the patient.</param>
/// <param name="Split">The folder of its split; null where there is none.</param>
/// <param name="Slices">Numbers and files, rising.</param>
internal sealed record PublishedPatient(string Name, string? Split, ImmutableArray<(int Index, string Path)> Slices);
