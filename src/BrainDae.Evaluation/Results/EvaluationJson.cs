using System.Text.Json.Serialization;

namespace BrainDae.Evaluation.Results;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(EvaluationVersion))]
[JsonSerializable(typeof(ModelSpread))]
internal sealed partial class EvaluationJson : JsonSerializerContext;

/// <summary>What can be read of evaluation.json whatever version wrote it.</summary>
/// <param name="Software">Name and version of the software; null where the file does not say.</param>
/// <param name="FormatVersion">Layout of the file.</param>
internal sealed record EvaluationVersion(string? Software = null, int FormatVersion = 0);
