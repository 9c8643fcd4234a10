using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BrainDae.Files;
using BrainDae.Method.Kinds;

namespace BrainDae.Method.Corruption;

/// <summary>The kinds of corruption that a program knows by name.</summary>
public static class Corruptions
{
    internal static KindRegistry<CorruptionOptions> Kinds { get; } = new KindRegistry<CorruptionOptions>("Corruption", "coarse")
        .Add("coarse", CorruptionJson.Default.CoarseNoiseOptions)
        .Add("pixel", CorruptionJson.Default.PixelNoiseOptions)
        .Add("simplex", CorruptionJson.Default.SimplexNoiseOptions)
        .Add("none", CorruptionJson.Default.NoCorruption);

    /// <summary>Names of all kinds, sorted.</summary>
    public static ImmutableArray<string> Names => Kinds.Names;

    /// <summary>Makes a kind known to this program, before it trains with it or opens a model that was trained with it.</summary>
    /// <param name="name">What manifests and <see cref="Create"/> call it.</param>
    /// <param name="json">How its options are stored: from a JsonSerializerContext with IgnoreReadOnlyProperties.</param>
    /// <exception cref="ArgumentException">Another kind has that name.</exception>
    public static void Register<T>(string name, JsonTypeInfo<T> json)
        where T : CorruptionOptions, new() => Kinds.Add(name, json);

    /// <summary>A kind with its default options.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: no kind of that name is known.</exception>
    public static CorruptionOptions Create(string name) => Kinds.Create(name);
}

/// <summary>Stores a corruption as its name and its options.</summary>
internal sealed class CorruptionConverter() : KindConverter<CorruptionOptions>(Corruptions.Kinds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(CoarseNoiseOptions))]
[JsonSerializable(typeof(PixelNoiseOptions))]
[JsonSerializable(typeof(SimplexNoiseOptions))]
[JsonSerializable(typeof(NoCorruption))]
internal sealed partial class CorruptionJson : JsonSerializerContext;
