using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Nifti;

namespace BrainDae.Prediction;

/// <summary>A finished prediction in short, with everything needed to rebuild it: prediction.json, written after all other files.</summary>
public sealed record PredictionSummary
{
    /// <summary>The layout that this version writes and reads.</summary>
    public const int CurrentFormat = 4;

    /// <summary>Layout of the file.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>Name and version of the software that wrote it.</summary>
    public required string Software { get; init; }

    /// <summary>Name of the patient.</summary>
    public required string Patient { get; init; }

    /// <summary>What it was found with.</summary>
    public required PredictionSettings Settings { get; init; }

    /// <summary>The scans, in channel order.</summary>
    public required ImmutableArray<PredictionInput> Inputs { get; init; }

    /// <summary>First processed axial slice, counted from the feet.</summary>
    public required int FirstSlice { get; init; }

    /// <summary>Last processed axial slice.</summary>
    public required int LastSlice { get; init; }

    /// <summary>Number of lesions.</summary>
    public required int Lesions { get; init; }

    /// <summary>Their volume in millilitres.</summary>
    public required double LesionVolumeMl { get; init; }

    /// <summary>Highest score of the scan, in a lesion or not.</summary>
    public required double PeakScore { get; init; }

    /// <summary><see cref="PatientPrediction.Implausible"/>; the mask is then <see cref="PredictionFolder.ImplausibleMask"/>.</summary>
    public required ImmutableArray<string> Implausible { get; init; }

    /// <summary>Whether the scans look like what the model knows.</summary>
    [JsonIgnore]
    public bool IsPlausible => Implausible.IsEmpty;

    /// <summary>What makes the result doubtful.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>The other files of the patient.</summary>
    public ImmutableArray<PredictionOutput> Files { get; init => field = value.IsDefault ? [] : value; } = [];

    internal static PredictionSummary Of(PatientPrediction prediction, ImmutableArray<PredictionInput> inputs) => new()
    {
        Software = SoftwareVersion.Text,
        Patient = prediction.Name,
        Settings = prediction.Settings,
        Inputs = inputs,
        FirstSlice = prediction.Slices.SliceIndices[0],
        LastSlice = prediction.Slices.SliceIndices[^1],
        Lesions = prediction.Lesions.Lesions.Length,
        LesionVolumeMl = prediction.Lesions.VolumeMl,
        PeakScore = System.Numerics.Tensors.TensorPrimitives.Max(prediction.Score.Stored<float>()),
        Implausible = prediction.Implausible,
        Warnings = prediction.Warnings,
    };
}

/// <summary>One scan that was predicted.</summary>
/// <param name="Modality">Its name.</param>
/// <param name="File">The file.</param>
/// <param name="Sha256">Its content.</param>
/// <param name="Image">Which image of the file, counted from 0; null for a file of one image.</param>
public sealed record PredictionInput(
    string Modality, string File, string Sha256, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Image = null)
{
    /// <summary>Names what a patient's files hold; hashes each file once.</summary>
    internal static ImmutableArray<PredictionInput> Of(PatientFiles files, Modalities modalities)
    {
        var known = modalities.Select(modality => files[modality].Path).Distinct(StringComparer.Ordinal).ToDictionary(path => path, NiftiContent.Hash, StringComparer.Ordinal);
        return [.. modalities.Select(modality => new PredictionInput(modality.Name, Path.GetFullPath(files[modality].Path), known[files[modality].Path], files[modality].Image))];
    }
}

/// <summary>One file that a prediction wrote.</summary>
/// <param name="File">Its name, in the patient's folder.</param>
/// <param name="Sha256">Its content.</param>
public sealed record PredictionOutput(string File, string Sha256)
{
    /// <summary>Names a file's content.</summary>
    internal static PredictionOutput Of(string path) => new(Path.GetFileName(path), FileHash.Of(path));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n",
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PredictionSummary))]
[JsonSerializable(typeof(LesionList))]
internal sealed partial class PredictionJson : JsonSerializerContext;
