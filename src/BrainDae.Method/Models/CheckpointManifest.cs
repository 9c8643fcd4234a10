using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BrainDae.Data.Preprocessing;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;

namespace BrainDae.Method.Models;

/// <summary>
/// Everything about a checkpoint but its tensors. Stored inside the safetensors file, so that weights and manifest can
/// never be out of step, and copied beside it as JSON for people and scripts.
/// </summary>
public sealed record CheckpointManifest
{
    /// <summary>The layout that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Layout of the file.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>Name and version of the software that wrote it.</summary>
    public required string Software { get; init; }

    /// <summary>The resolved options of the run.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>What the model was trained on; null for weights that come from elsewhere.</summary>
    public required TrainingDataIdentity? Data { get; init; }

    /// <summary>How far the run is.</summary>
    public required TrainingProgress Progress { get; init; }

    /// <summary>What computed it; null for weights that come from elsewhere.</summary>
    public required ComputeIdentity? Compute { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">Where it was read from, for messages.</param>
    /// <param name="json">Its text.</param>
    /// <exception cref="BrainDaeException">The text is no manifest of a version that this software reads.</exception>
    public static CheckpointManifest Parse(string path, string json) => ManifestJson.Parse(path, json);

    /// <summary>Training options as JSON: snake_case names, enumerations by name.</summary>
    public static string ToJson(TrainingOptions options) => ManifestJson.Format(options);

    /// <summary>The manifest as JSON: snake_case names, enumerations by name.</summary>
    public string ToJson() => ManifestJson.Format(this);
}

/// <summary>What a model was trained on.</summary>
/// <param name="DataSha256">Hash over the content of all slices in the data folder.</param>
/// <param name="SliceSize">Edge of a slice in pixels.</param>
/// <param name="TrainSplitSha256">Hash over the sorted names of the training patients.</param>
/// <param name="ValidationSplitSha256">Hash over the sorted names of the validation patients.</param>
/// <param name="TrainPatients">Names of the training patients, or their salted hashes, sorted.</param>
/// <param name="ValidationPatients">Names of the validation patients, or their salted hashes, sorted.</param>
/// <param name="TrainContentSha256">Content hashes of the training patients' slices, in the order of their names; null where the version that wrote the manifest did not store them.</param>
/// <param name="ValidationContentSha256">The same of the validation patients.</param>
public sealed record TrainingDataIdentity(
    string DataSha256,
    int SliceSize,
    string TrainSplitSha256,
    string ValidationSplitSha256,
    ImmutableArray<string> TrainPatients,
    ImmutableArray<string> ValidationPatients,
    ImmutableArray<string>? TrainContentSha256 = null,
    ImmutableArray<string>? ValidationContentSha256 = null)
{
    /// <summary>What names and content hashes were hashed with, where they are stored anonymously; null where they stand as they are.</summary>
    public string? Salt { get; init; }

    /// <summary>The training patients.</summary>
    [JsonIgnore]
    public PatientRegister Trained => new(Salt, TrainPatients, TrainContentSha256 ?? []);

    /// <summary>The validation patients.</summary>
    [JsonIgnore]
    public PatientRegister Validated => new(Salt, ValidationPatients, ValidationContentSha256 ?? []);

    /// <summary>How the scans became slices, so that a new scan is prepared the same way; null in checkpoints of earlier versions.</summary>
    public PreprocessingOptions? Preprocessing { get; init; }

    /// <summary>How many of the training and validation patients have no label, so that all their slices counted as healthy.</summary>
    public int UnlabelledPatients { get; init; }

    /// <summary>The <see cref="AxisCodes"/> of the training and validation scans, each once; null in checkpoints of earlier versions.</summary>
    public ImmutableArray<string>? AxisCodes { get; init; }
}

/// <summary>What computed a checkpoint; resuming is bit for bit only where this is the same.</summary>
/// <param name="Device">cpu, cuda:N or mps.</param>
/// <param name="Threads">Threads of one tensor operation.</param>
public sealed record ComputeIdentity(string Device, int Threads);
