using System.Text.Json.Serialization;
using BrainDae.Files;
using BrainDae.Method.Corruption;

namespace BrainDae.Method.Config;

/// <summary>Shape of the network; the defaults are the published one with 7,703,748 parameters.</summary>
public sealed record UNetOptions
{
    /// <summary>Channels of input and output, one a modality, 1 or more; training takes the number from its data.</summary>
    public int Channels { get; init; } = 4;

    /// <summary>Number of levels, 1 to 7; a slice's edge must be a multiple of 2^(Depth - 1).</summary>
    public int Depth { get; init; } = 4;

    /// <summary>Channels of the first level, 1 to 512; each level has twice those of the one above it.</summary>
    public int BaseChannels { get; init; } = 64;

    /// <summary>Whether it says where lesions are, beside its reconstruction; training takes it from <see cref="LesionOptions.Share"/>. Published: false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LesionOutput { get; init; }

    /// <summary>Channels of a level, counted from 0.</summary>
    public int ChannelsAt(int level) => BaseChannels << level;

    /// <summary>Names every value that cannot be used, with its property.</summary>
    public IEnumerable<OptionFault> Faults()
    {
        if (Channels < 1)
        {
            yield return new(Channels, "must be 1 or more", "Network.Channels");
        }

        if (Depth is < 1 or > 7)
        {
            yield return new(Depth, "must be 1 to 7", "Network.Depth");
        }

        if (BaseChannels is < 1 or > 512)
        {
            yield return new(BaseChannels, "must be 1 to 512", "Network.BaseChannels");
        }
    }

    /// <summary>
    /// Groups of a group normalisation over <paramref name="channels"/> channels: the middle one (position n / 2) of
    /// the sorted divisors (64 gives 8, 128 and 256 give 16, 512 gives 32).
    /// </summary>
    public static int GroupsOf(int channels)
    {
        int[] divisors = [.. Enumerable.Range(1, channels).Where(d => channels % d == 0)];
        return divisors[divisors.Length / 2];
    }

    /// <summary>Refuses a slice size that the levels cannot halve.</summary>
    public void RequireSize(int size)
    {
        if (size % (1 << (Depth - 1)) != 0 || size >> (Depth - 1) < 2)
        {
            throw BrainDaeException.Option($"{new OptionName("Network.Depth")} {Depth}: slices of {size}x{size} cannot be halved {Depth - 1} times; preprocess with a {new OptionName("Size")} that is a multiple of {1 << (Depth - 1)}.");
        }
    }
}
