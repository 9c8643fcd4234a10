using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Imaging.Failures;
using BrainDae.Learning.Training;

namespace BrainDae.Learning.Checkpoints;

/// <summary>The manifest as JSON: snake_case names, enumerations by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    WriteIndented = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CheckpointManifest))]
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
            var manifest = JsonSerializer.Deserialize(json, Default.CheckpointManifest)
                ?? throw BrainDaeException.Invalid($"{path}: its manifest is empty; train the model again.");
            return manifest.FormatVersion == Checkpoints.CheckpointManifest.CurrentFormat
                ? manifest
                : throw BrainDaeException.Invalid($"{path}: checkpoint format {manifest.FormatVersion} is not the one this version reads ({Checkpoints.CheckpointManifest.CurrentFormat}); use the version that wrote it ({manifest.Software}).");
        }
        catch (JsonException e)
        {
            throw BrainDaeException.Invalid($"{path}: its manifest cannot be read ({e.Message.ReplaceLineEndings(" ")}); train the model again.", e);
        }
    }
}
