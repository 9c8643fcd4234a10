using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts;

/// <summary>
/// The modalities of a data folder or a model, each once, in the order of their channels. The one place that knows
/// which channel a modality has. Immutable; equal where names and order are.
/// </summary>
[JsonConverter(typeof(ModalitiesJson))]
public sealed class Modalities : IReadOnlyList<Modality>, IEquatable<Modalities>
{
    private readonly ImmutableArray<Modality> list;

    private Modalities(ImmutableArray<Modality> list) => this.list = list;

    /// <summary>flair, t1, t1ce, t2: those of BraTS and of the published method.</summary>
    public static Modalities Brats { get; } = new([Modality.Flair, Modality.T1, Modality.T1ce, Modality.T2]);

    /// <summary>Number of modalities, which is that of the channels.</summary>
    public int Count => list.Length;

    /// <summary>The modality of a channel.</summary>
    public Modality this[int channel] => list[channel];

    /// <summary>A list of modalities in the order of their channels.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: none is given, or one twice.</exception>
    public static Modalities Of(params IEnumerable<Modality> modalities)
    {
        ImmutableArray<Modality> list = [.. modalities];
        return list.IsEmpty ? throw BrainDaeException.Option("no modality is given. Name one at least, as in 'flair,t2'.")
            : list.Distinct().Count() < list.Length ? throw BrainDaeException.Option($"'{string.Join(',', list)}': names a modality twice.")
            : new(list);
    }

    /// <summary>Reads a list such as flair,t1,t1ce,t2.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: a name is missing, wrong, or given twice.</exception>
    public static Modalities Parse(string names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Of(names.Split(',', StringSplitOptions.TrimEntries).Select(Modality.Of));
    }

    /// <summary>Whether a modality is one of them.</summary>
    public bool Contains(Modality modality) => list.Contains(modality);

    /// <summary>The channel of a modality.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public int ChannelOf(Modality modality) =>
        list.IndexOf(modality) is var channel and >= 0 ? channel : throw new ArgumentException($"{modality} is none of {this}.", nameof(modality));

    /// <summary>The part of an image with all modalities that shows one.</summary>
    /// <param name="image">[modality, ...] in C order, all of one slice.</param>
    /// <param name="modality">One of them.</param>
    public ReadOnlySpan<T> Channel<T>(ReadOnlySpan<T> image, Modality modality) =>
        image.Slice(ChannelOf(modality) * (image.Length / Count), image.Length / Count);

    /// <summary>One modality of all slices.</summary>
    /// <param name="images">[slice, modality, pixel] in C order.</param>
    /// <param name="channel">Of the modality.</param>
    /// <param name="area">Pixels of a slice.</param>
    /// <returns>[slice, pixel].</returns>
    public float[] Volume(ReadOnlySpan<float> images, int channel, int area)
    {
        var values = new float[images.Length / Count];
        for (var start = 0; start < values.Length; start += area)
        {
            images.Slice(start * Count + channel * area, area).CopyTo(values.AsSpan(start));
        }

        return values;
    }

    /// <inheritdoc/>
    public IEnumerator<Modality> GetEnumerator() => ((IEnumerable<Modality>)list).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Modalities? other) => other is not null && list.SequenceEqual(other.list);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Modalities);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The names, separated by commas.</summary>
    public override string ToString() => string.Join(',', list);
}

/// <summary>A list of modalities as one JSON string.</summary>
public sealed class ModalitiesJson : JsonConverter<Modalities>
{
    /// <inheritdoc/>
    public override Modalities Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Modalities.Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
        }
        catch (BrainDaeException e)
        {
            throw new JsonException($"it has no list of modalities: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Modalities value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}
