using System.Text.Json.Serialization;

namespace BrainDae.Method.Network;

/// <summary>The U-Net with the slice before and the slice after as further input channels; it reconstructs the middle one.</summary>
public sealed record UNet25DOptions : LevelOptions
{
    /// <inheritdoc/>
    public override int Neighbors => 1;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(UNet25DOptions))]
internal sealed partial class UNet25DJson : JsonSerializerContext;
