using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BrainDae.Files;
using BrainDae.Method.Kinds;

namespace BrainDae.Method.Network;

/// <summary>The kinds of network that a program knows by name; BrainDae.Torch registers further ones together with their modules.</summary>
public static class Networks
{
    internal static KindRegistry<NetworkOptions> Kinds { get; } = new KindRegistry<NetworkOptions>("Network", "unet")
        .Add("unet", NetworkJson.Default.UNetOptions)
        .Add("unet-2.5d", NetworkJson.Default.UNet25DOptions)
        .Add("autoencoder", NetworkJson.Default.AutoencoderOptions);

    /// <summary>Names of all kinds, sorted.</summary>
    public static ImmutableArray<string> Names => Kinds.Names;

    /// <summary>Makes a kind known to a program that reads its models without running them.</summary>
    /// <param name="name">What manifests and <see cref="Create"/> call it.</param>
    /// <param name="json">How its options are stored: from a JsonSerializerContext with IgnoreReadOnlyProperties.</param>
    /// <exception cref="ArgumentException">Another kind has that name.</exception>
    public static void Register<T>(string name, JsonTypeInfo<T> json)
        where T : NetworkOptions, new() => Kinds.Add(name, json);

    /// <summary>A kind with its default options.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: no kind of that name is known.</exception>
    public static NetworkOptions Create(string name) => Kinds.Create(name);
}

/// <summary>Stores a network as its name and its options.</summary>
internal sealed class NetworkConverter() : KindConverter<NetworkOptions>(Networks.Kinds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(UNetOptions))]
[JsonSerializable(typeof(UNet25DOptions))]
[JsonSerializable(typeof(AutoencoderOptions))]
internal sealed partial class NetworkJson : JsonSerializerContext;
