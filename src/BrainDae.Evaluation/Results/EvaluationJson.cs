using System.Text.Json.Serialization;

namespace BrainDae.Evaluation.Results;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(ModelSpread))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
