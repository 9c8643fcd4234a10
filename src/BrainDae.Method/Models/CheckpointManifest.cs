using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Config;

namespace BrainDae.Method.Models;

/// <summary>
/// Everything about a checkpoint but its tensors. Stored inside the safetensors file, so that weights and manifest can
/// never be out of step, and copied beside it as JSON for people and scripts.
/// </summary>
public sealed record CheckpointManifest
{
    /// <summary>The layout that this version writes and reads: every part of the file has a hash.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Layout of the file.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>Name and version of the software that wrote it.</summary>
    public required string Software { get; init; }

    /// <summary>The resolved options of the run.</summary>
    public required TrainingOptions Options { get; init; }

    // Generated readers set what the JSON lacks to null.
    /// <summary>What the model sees, in the order of its channels; where a manifest does not say, <see cref="Modalities.Brats"/>.</summary>
    public Modalities Modalities { get; init => field = value ?? Modalities.Brats; } = Modalities.Brats;

    /// <summary>What the model was trained on; null for weights that come from elsewhere.</summary>
    public required TrainingDataIdentity? Data { get; init; }

    /// <summary>How far the run is.</summary>
    public required TrainingProgress Progress { get; init; }

    /// <summary>What computed it; null for weights that come from elsewhere.</summary>
    public required ComputeIdentity? Compute { get; init; }

    /// <summary>Refuses slices that the model cannot be shown: of other modalities, or of a size that its levels cannot halve.</summary>
    /// <exception cref="BrainDaeException">They are.</exception>
    public void RequireFit(SliceStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!store.Manifest.Modalities.Equals(Modalities))
        {
            throw BrainDaeException.Invalid($"{store.Folder}: its slices show {store.Manifest.Modalities}, and the model needs {Modalities}. Preprocess the scans with these modalities into a folder of their own.");
        }

        Options.Network.RequireSize(store.Manifest.Size);
    }

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

/// <summary>What computed a checkpoint; resuming is bit for bit only where this is the same.</summary>
/// <param name="Device">cpu, cuda:N or mps.</param>
/// <param name="Threads">Threads of one tensor operation.</param>
public sealed record ComputeIdentity(string Device, int Threads);
