using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Slices;

/// <summary>JSON in the metadata of slice files: one line, strict, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    IgnoreReadOnlyProperties = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(VolumeGeometry))]
[JsonSerializable(typeof(ImmutableArray<double>))]
[JsonSerializable(typeof(ImmutableArray<InputHash>))]
internal sealed partial class SliceJson : JsonSerializerContext;

/// <summary>JSON of the manifest: indented for people to read, strict, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(CohortManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
