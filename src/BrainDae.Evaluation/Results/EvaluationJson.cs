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
/// <param name="Model">The model, by its identifier.</param>
/// <param name="Split">The split, by its name.</param>
internal sealed record EvaluationVersion(string? Software = null, int FormatVersion = 0, EvaluationSubject? Model = null, EvaluationSubject? Split = null);

/// <summary>What is evaluated, or on what; null where it is not called so.</summary>
internal sealed record EvaluationSubject(string? Identifier = null, string? Name = null);
