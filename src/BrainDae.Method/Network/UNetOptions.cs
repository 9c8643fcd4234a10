using System.Text.Json.Serialization;

namespace BrainDae.Method.Network;

/// <summary>The published network; the defaults are its 7,703,748 parameters.</summary>
public sealed record UNetOptions : LevelOptions;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(UNetOptions))]
internal sealed partial class UNetJson : JsonSerializerContext;
