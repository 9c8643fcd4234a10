using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Files;

namespace BrainDae.Prediction;

/// <summary>
/// Finished predictions once more, as a derivative dataset of the Brain Imaging Data Structure:
/// ROOT/sub-01/ses-02/anat/sub-01_ses-02_desc-braindae_mask.nii.gz and _score.nii.gz, of implausible scans with
/// desc-implausible in their names. The mask's .json, written last, holds the hashes of both: a patient with one that
/// fits is finished.
/// </summary>
/// <param name="root">The folder of the dataset.</param>
public sealed partial class BidsDerivatives(string root)
{
    private const string Remedy = "Run braindae predict again";

    /// <summary>The folder of the dataset.</summary>
    public string Root { get; } = root;

    /// <summary>Whether a file's name is that of a patient's description.</summary>
    public static bool IsDescription(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return fileName.EndsWith($"_desc-{OwnDerivatives.Plausible}_mask.json", StringComparison.Ordinal) || fileName.EndsWith($"_desc-{OwnDerivatives.Implausible}_mask.json", StringComparison.Ordinal);
    }

    /// <summary>Refuses a patient that has no place in such a dataset.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: its name is not like sub-01 or sub-01_ses-02.</exception>
    public static void RequireName(string patient)
    {
        if (!BidsName().IsMatch(patient))
        {
            throw BrainDaeException.Option($"{new OptionName("BidsDerivatives")}: the patient {patient} is not named as in BIDS (sub-01 or sub-01_ses-02). Leave it out, or give scans in the BIDS layout.");
        }
    }

    /// <summary>Writes dataset_description.json and what else belongs to the dataset as a whole.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public void WriteDescription()
    {
        AtomicFile.WriteText(Path.Combine(Root, "dataset_description.json"), $$"""
            {
              "Name": "Abnormal tissue found by BrainDae",
              "BIDSVersion": "1.10.0",
              "DatasetType": "derivative",
              "GeneratedBy": [{ "Name": "BrainDae", "Version": "{{SoftwareVersion.Number}}" }]
            }

            """.ReplaceLineEndings("\n"));
        AtomicFile.WriteText(Path.Combine(Root, ".bidsignore"), "*_score.nii.gz\n");
    }

    /// <summary>Writes a patient, unless what is there is the same already. Reads each file of the prediction once, to copy it.</summary>
    /// <param name="folder">Where the prediction lies.</param>
    /// <param name="summary">The prediction, finished.</param>
    /// <param name="isNew">Whether it has just been found, so that what lies here cannot be the same.</param>
    /// <exception cref="BrainDaeException">The name has no place here, a file cannot be written, or the prediction was changed meanwhile.</exception>
    public void Write(PredictionFolder folder, PredictionSummary summary, bool isNew)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(summary);
        var patient = summary.Patient;
        var (files, others) = summary.IsPlausible ? (Files(patient, OwnDerivatives.Plausible), Files(patient, OwnDerivatives.Implausible)) : (Files(patient, OwnDerivatives.Implausible), Files(patient, OwnDerivatives.Plausible));
        var mask = folder.Mask(summary);
        ImmutableArray<PredictionOutput> copies = [Copied(mask, files.Mask, summary), Copied(folder.Score(patient), files.Score, summary)];
        var description = BidsDescription.Of(summary, copies);
        if (isNew || !IsWritten(files.Description, description))
        {
            Array.ForEach([others.Description, others.Mask, others.Score], AtomicFile.Delete);
            Copy(mask, files.Mask, copies[0].Sha256);
            Copy(folder.Score(patient), files.Score, copies[1].Sha256);
            using var held = OutputLock.OfFile(files.Description, "predict");
            SealedJson.Write(files.Description, description, BidsJson.Default.BidsDescription);
        }
    }

    /// <summary>Reads a patient's description and holds mask and score against their hashes.</summary>
    /// <param name="description">The file, see <see cref="IsDescription"/>.</param>
    /// <exception cref="BrainDaeException">A file is missing or damaged.</exception>
    public static void Verify(string description)
    {
        var read = SealedJson.Read(description, BidsJson.Default.BidsDescription, Remedy);
        foreach (var file in read.Files)
        {
            if (file is null || Path.GetFileName(file.File) != file.File)
            {
                throw BrainDaeException.Invalid($"{description}: names a file outside of its folder. {Remedy}.");
            }

            var path = Path.Combine(Path.GetDirectoryName(description)!, file.File);
            if (!File.Exists(path) || PredictionOutput.Of(path) != file)
            {
                throw BrainDaeException.NotAsWritten(path, Remedy);
            }
        }
    }

    private static bool IsWritten(string path, BidsDescription description)
    {
        try
        {
            if (!File.Exists(path))
            {
                return false;
            }

            Verify(path);
            var read = SealedJson.Read(path, BidsJson.Default.BidsDescription, Remedy);
            return read.Files.SequenceEqual(description.Files) && read with { Files = [], Sources = [] } == description with { Files = [], Sources = [] };
        }
        catch (BrainDaeException)
        {
            // What cannot be used is written again.
            return false;
        }
    }

    private static PredictionOutput Copied(string source, string target, PredictionSummary summary) =>
        new(Path.GetFileName(target), summary.Files.Single(file => file.File == Path.GetFileName(source)).Sha256);

    private static void Copy(string source, string target, string sha256)
    {
        using var held = OutputLock.OfFile(target, "predict");
        var copied = AtomicFile.WriteHashed(target, stream =>
        {
            using var original = RegularFile.OpenRead(source);
            original.CopyTo(stream);
        });
        if (copied != sha256)
        {
            throw BrainDaeException.NotAsWritten(source, Remedy);
        }
    }

    private (string Mask, string Score, string Description) Files(string patient, string label)
    {
        RequireName(patient);
        var stem = Path.Combine([Root, .. patient.Split('_'), "anat", $"{patient}_desc-{label}"]);
        return ($"{stem}_mask.nii.gz", $"{stem}_score.nii.gz", $"{stem}_mask.json");
    }

    [GeneratedRegex("^sub-[A-Za-z0-9]+(_ses-[A-Za-z0-9]+)?$")]
    private static partial Regex BidsName();
}

/// <summary>What a mask shows and was found with: the .json beside it, in the names of BIDS.</summary>
internal sealed record BidsDescription
{
    public required string Type { get; init; }

    // Generated readers take null for an array that was never made.
    public required ImmutableArray<string> Sources { get; init => field = value.IsDefault ? [] : value; }

    public required PredictionSettings Settings { get; init; }

    public required int Lesions { get; init; }

    public required double LesionVolumeMl { get; init; }

    public required ImmutableArray<PredictionOutput> Files { get; init => field = value.IsDefault ? [] : value; }

    public static BidsDescription Of(PredictionSummary summary, ImmutableArray<PredictionOutput> files) => new()
    {
        Type = "Lesion",
        Sources = [.. summary.Inputs.Select(input => Path.GetFileName(input.File))],
        Settings = summary.Settings,
        Lesions = summary.Lesions,
        LesionVolumeMl = summary.LesionVolumeMl,
        Files = files,
    };
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, WriteIndented = true, NewLine = "\n", RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BidsDescription))]
internal sealed partial class BidsJson : JsonSerializerContext;
