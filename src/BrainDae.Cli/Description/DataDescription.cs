using System.Globalization;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Cli.Description;

/// <summary>What a data folder holds.</summary>
internal static class DataDescription
{
    public static Described Of(string folder)
    {
        var manifest = CohortManifest.Read(folder);
        var patients = manifest.Patients;
        return new(folder, "data folder",
        [
            ("patients", $"{patients.Length}, {patients.Count(patient => patient.HasLabel)} with a segmentation"),
            ("slices", $"{patients.Sum(patient => patient.Slices)} of {manifest.Size} x {manifest.Size}, {manifest.ImageType}; {patients.Sum(patient => patient.HealthySlices ?? patient.Slices)} healthy or without a segmentation"),
            ("modalities", $"{manifest.Modalities}"),
            ("voxels", string.Join("; ", patients.CountBy(Voxels).OrderByDescending(group => group.Value).ThenBy(group => group.Key, StringComparer.Ordinal).Take(3).Select(group => $"{group.Key} ({group.Value})"))),
            ("split", Split(folder)),
            ("preprocessing", string.Join(", ", manifest.Preprocessing.EnumerateObject().Select(option => $"{option.Name} {option.Value}"))),
            ("made of", manifest.SourceFolder),
            ("made by", manifest.SoftwareVersion),
            ("content SHA-256", manifest.DataSha256),
        ]);
    }

    private static string Voxels(CohortPatient patient) => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join('x', patient.NativeShape)} of {string.Join(" x ", patient.Spacing.Select(mm => mm.ToString("0.##", CultureInfo.InvariantCulture)))} mm, {AxisCodes.Of(patient.Affine)}");

    private static string Split(string folder) => SliceStore.SplitFolderOf(folder) is var splits && SplitFiles.Exist(splits) && SplitFiles.Read(splits) is var split
        ? $"{split.Train.Length} train, {split.Val.Length} val, {split.Test.Length} test"
        : "none";
}
