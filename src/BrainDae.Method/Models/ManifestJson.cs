using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Files;
using BrainDae.Method.Config;

namespace BrainDae.Method.Models;

/// <summary>The manifest as JSON: snake_case names, enumerations by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    WriteIndented = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CheckpointManifest))]
[JsonSerializable(typeof(ManifestWriter))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    public static string Format(CheckpointManifest manifest) =>
        JsonSerializer.Serialize(manifest, Default.CheckpointManifest);

    public static string Format(TrainingOptions options) =>
        JsonSerializer.Serialize(options, Default.TrainingOptions);

    /// <exception cref="BrainDaeException">The text is no manifest of a version that this software reads.</exception>
    public static CheckpointManifest Parse(string path, string json)
    {
        try
        {
            // The version first: a manifest of another one may lack what this one requires.
            var writer = JsonSerializer.Deserialize(json, Default.ManifestWriter);
            if (writer is not null && writer.FormatVersion != Models.CheckpointManifest.CurrentFormat)
            {
                throw BrainDaeException.OtherVersion($"{path}: checkpoint format {writer.FormatVersion} is not the one that this version reads ({Models.CheckpointManifest.CurrentFormat}); use the version that wrote it ({writer.Software ?? "unknown"}).");
            }

            var manifest = JsonSerializer.Deserialize(json, Default.CheckpointManifest)
                ?? throw BrainDaeException.Invalid($"{path}: its manifest is empty; train the model again.");
            return manifest.Data?.HoldsNull == true ? throw new JsonException("an entry of a list in it is null") : manifest;
        }
        catch (JsonException e)
        {
            throw BrainDaeException.Invalid($"{path}: its manifest cannot be read ({e.Message.ReplaceLineEndings(" ")}); open it with the program that trained it, or train the model again.", e);
        }
    }
}

/// <summary>The part of a manifest that is the same in every version.</summary>
internal sealed record ManifestWriter
{
    public int FormatVersion { get; init; }

    public string? Software { get; init; }
}
