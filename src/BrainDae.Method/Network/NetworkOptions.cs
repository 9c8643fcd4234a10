using System.Text.Json.Serialization;
using BrainDae.Files;
using BrainDae.Method.Corruption;

namespace BrainDae.Method.Network;

/// <summary>
/// A kind of network with its options: everything that files, windows and runtimes must know of it. It computes
/// features of each pixel, and every kind has the same two heads on top: one gives back the healthy slice, the other,
/// where there is one, says where lesions are.
/// </summary>
public abstract record NetworkOptions
{
    /// <summary>The name that the kind is registered under.</summary>
    [JsonIgnore]
    public string Name => Networks.Kinds.NameOf(this);

    /// <summary>Channels of a slice and of its reconstruction, one a modality, 1 or more; training takes the number from its data.</summary>
    public int Channels { get; init; } = 4;

    /// <summary>Whether it says where lesions are, beside its reconstruction; training takes it from <see cref="LesionOptions.Share"/>. Published: false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LesionOutput { get; init; }

    /// <summary>Slices that it reads on each side of the one to reconstruct, 0 or more; where a volume ends, its last slice is repeated.</summary>
    public virtual int Neighbors => 0;

    /// <summary>Channels that it reads: those of the slices from the first neighbor to the last.</summary>
    public int InputChannels => (int)Math.Min((long)Channels * (2 * Neighbors + 1), int.MaxValue);

    /// <summary>What the edges of a slice and of a window must be multiples of, and at least twice as long as.</summary>
    public virtual int SizeMultiple => 1;

    /// <summary>Channels of the features that both heads read.</summary>
    public abstract int FeatureChannels { get; }

    /// <summary>The options that people want to see, with the name.</summary>
    public virtual string Summary => Name;

    /// <summary>The option that <see cref="SizeMultiple"/> follows from, for messages.</summary>
    private protected virtual FailureText SizeOption => $"{new OptionName("Network")} {Name}";

    /// <summary>The parameters of the features in the order in which the module registers them.</summary>
    protected abstract IEnumerable<ParameterShape> FeatureParameters { get; }

    /// <summary>All parameters in their order: those of the features, then `last.*` and, with a second head, `lesion.*`.</summary>
    internal IEnumerable<ParameterShape> GetParameters()
    {
        var hidden = Math.Max(1, FeatureChannels / 2);
        ParameterShape[] lesion =
        [
            new("lesion.hidden.weight", hidden, FeatureChannels, 3, 3),
            new("lesion.hidden.bias", hidden),
            new("lesion.last.weight", 1, hidden, 1, 1),
            new("lesion.last.bias", 1),
        ];
        ParameterShape[] heads = [new("last.weight", Channels, FeatureChannels, 1, 1), new("last.bias", Channels), .. LesionOutput ? lesion : []];
        return FeatureParameters.Concat(heads);
    }

    /// <summary>Says of every value that cannot be used what it must be; nothing where all can.</summary>
    public virtual IEnumerable<OptionFault> Faults()
    {
        if (Channels < 1)
        {
            yield return new(Channels, "must be 1 or more", "Network.Channels");
        }
    }

    /// <summary>Refuses a slice size that does not suit the network.</summary>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public void RequireSize(int size)
    {
        if (size % SizeMultiple != 0 || size < 2 * SizeMultiple)
        {
            throw BrainDaeException.Option($"{SizeOption}: does not fit slices of {size}x{size}; preprocess with a {new OptionName("Size")} that is a multiple of {SizeMultiple}, {2 * SizeMultiple} or more.");
        }
    }
}
