using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Data.Cohorts;
using BrainDae.Files;

namespace BrainDae.Data.Slices;

/// <summary>
/// What a data folder holds, stored as manifest.json in it. Everything but the software version and the source folder
/// is rebuilt from the headers of the slice files, so that parts preprocessed apart add up to one cohort.
/// </summary>
public sealed record CohortManifest
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The version of this format.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the format, <see cref="CurrentVersion"/>.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Version of the software that wrote the manifest.</summary>
    public required string SoftwareVersion { get; init; }

    /// <summary>The folder that the patients were read from.</summary>
    public required string SourceFolder { get; init; }

    /// <summary>The preprocessing options, the same for all patients.</summary>
    public required JsonElement Preprocessing { get; init; }

    /// <summary>The layout of that folder; null where it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LayoutChoice? Layout { get; init; }

    // Generated readers set what the JSON lacks to null.
    /// <summary>What the slices show, in the order of the channels; where a manifest does not say, <see cref="Cohorts.Modalities.Brats"/>.</summary>
    public Modalities Modalities { get; init => field = value ?? Modalities.Brats; } = Modalities.Brats;

    /// <summary>Stored element type of the images, F32 or F16.</summary>
    public required string ImageType { get; init; }

    /// <summary>Edge of a slice in pixels.</summary>
    public required int Size { get; init; }

    /// <summary>The patients, by name in ordinal order.</summary>
    public required ImmutableArray<CohortPatient> Patients { get; init; }

    /// <summary>SHA-256 of one line "NAME CONTENT_SHA256\n" (UTF-8) a patient in order, lower-case hexadecimal.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>Whether a data folder holds a patient's slices, of whatever options.</summary>
    public static bool HoldsPatients(string dataFolder) => SliceFiles(dataFolder).Length > 0;

    /// <summary>Reads the headers of all slice files of a data folder.</summary>
    /// <exception cref="BrainDaeException">There are none, one is damaged, or they were made with different options.</exception>
    public static CohortManifest Build(string dataFolder, string sourceFolder, string softwareVersion, LayoutChoice? layout = null)
    {
        var files = SliceFiles(dataFolder);
        if (files.Length == 0)
        {
            throw BrainDaeException.Missing($"{dataFolder}: holds no preprocessed patient. Run braindae preprocess.");
        }

        using var first = PatientSliceFile.Open(files.Min(StringComparer.Ordinal)!);
        ImmutableArray<CohortPatient> patients = [.. files.Select(path => Describe(path, first)).OrderBy(p => p.Name, StringComparer.Ordinal)];
        using var preprocessing = JsonDocument.Parse(first.PreprocessingJson);
        return new()
        {
            FormatVersion = CurrentVersion,
            SoftwareVersion = softwareVersion,
            SourceFolder = sourceFolder,
            Layout = layout,
            Modalities = first.Modalities,
            Preprocessing = preprocessing.RootElement.Clone(),
            ImageType = first.ImageType.ToString(),
            Size = first.Size,
            Patients = patients,
            DataSha256 = Hash(patients),
        };
    }

    /// <summary>Reads and checks a data folder's manifest.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/> or <see cref="FailureKind.InvalidInput"/>.</exception>
    public static CohortManifest Read(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        if (!File.Exists(path))
        {
            throw BrainDaeException.Missing($"{path}: no such file, so {dataFolder} is no preprocessed data. Run braindae preprocess.");
        }

        var manifest = SealedJson.Read(path, ManifestJson.Default.CohortManifest, "Run braindae preprocess again");
        return manifest.IsConsistent
            ? manifest
            : throw BrainDaeException.Invalid($"{path}: is damaged or of another version. Run braindae preprocess again.");
    }

    /// <summary>Writes manifest.json into the data folder, replacing it as a whole.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public void Write(string dataFolder) =>
        SealedJson.Write(Path.Combine(dataFolder, FileName), this, ManifestJson.Default.CohortManifest);

    private bool IsConsistent =>
        FormatVersion == CurrentVersion
        && !Patients.IsDefaultOrEmpty
        && Patients.All(p => p is not null && p.File == CohortPatient.FileOf(p.Name))
        && Patients.Select(p => p.Name).Distinct(StringComparer.Ordinal).Count() == Patients.Length
        && DataSha256 == Hash(Patients);

    private static string[] SliceFiles(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, SliceFileFormat.Folder);
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + PatientFileName.Extension) : [];
    }

    private static CohortPatient Describe(string path, PatientSliceFile first)
    {
        using var file = PatientSliceFile.Open(path);
        if (!PatientFileName.TryParse(Path.GetFileName(path), out var name) || name != file.Name)
        {
            throw BrainDaeException.Invalid($"{path}: holds patient {file.Name}, which has another file name. Remove the file and run braindae preprocess again.");
        }

        return file.PreprocessingJson == first.PreprocessingJson && file.ImageType == first.ImageType && file.Modalities.Equals(first.Modalities) && file.Size == first.Size
            ? CohortPatient.Of(file)
            : throw BrainDaeException.Invalid($"{path}: was made with other options than {first.Path}. Run braindae preprocess again for all patients.");
    }

    private static string Hash(ImmutableArray<CohortPatient> patients) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(patients.Select(p => $"{p.Name} {p.ContentSha256}\n")))));
}
