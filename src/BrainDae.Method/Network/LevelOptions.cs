using BrainDae.Files;

namespace BrainDae.Method.Network;

/// <summary>A network of levels, each with half the size of the one above it and twice its channels.</summary>
public abstract record LevelOptions : NetworkOptions
{
    private protected LevelOptions()
    {
    }

    /// <summary>Number of levels, 1 to 7; a slice's edge must be a multiple of 2^(Depth - 1).</summary>
    public int Depth { get; init; } = 4;

    /// <summary>Channels of the first level, 1 to 512; each level has twice those of the one above it.</summary>
    public int BaseChannels { get; init; } = 64;

    /// <inheritdoc/>
    public override int SizeMultiple => 1 << (Math.Clamp(Depth, 1, 7) - 1);

    /// <inheritdoc/>
    public override int FeatureChannels => BaseChannels;

    /// <inheritdoc/>
    public override string Summary => $"{Name} of {Depth} levels from {BaseChannels} channels";

    private protected override FailureText SizeOption => $"{new OptionName("Network.Depth")} {Depth}";

    /// <summary>Channels at the deepest level of a network without skip connections; null for one that has them.</summary>
    internal virtual int? Bottleneck => null;

    /// <inheritdoc/>
    protected override IEnumerable<ParameterShape> FeatureParameters
    {
        get
        {
            var channels = InputChannels;
            for (var level = 0; level < Depth; level++)
            {
                foreach (var parameter in Block($"down_path.{level}.block", channels, ChannelsAt(level)))
                {
                    yield return parameter;
                }

                channels = ChannelsAt(level);
            }

            if (Bottleneck is { } few)
            {
                yield return new("bottleneck.weight", few, channels, 1, 1);
                yield return new("bottleneck.bias", few);
                channels = few;
            }

            for (var step = 0; step < Depth - 1; step++)
            {
                var here = ChannelsAt(Depth - 2 - step);
                yield return new($"up_path.{step}.up.weight", channels, here, 2, 2);
                yield return new($"up_path.{step}.up.bias", here);
                foreach (var parameter in Block($"up_path.{step}.conv_block.block", Bottleneck is null ? 2 * here : here, here))
                {
                    yield return parameter;
                }

                channels = here;
            }
        }
    }

    /// <summary>
    /// Groups of a group normalization over <paramref name="channels"/> channels: the middle one (position n / 2) of
    /// the sorted divisors (64 gives 8, 128 and 256 give 16, 512 gives 32).
    /// </summary>
    public static int GroupsOf(int channels)
    {
        int[] divisors = [.. Enumerable.Range(1, channels).Where(d => channels % d == 0)];
        return divisors[divisors.Length / 2];
    }

    /// <summary>Channels of a level, counted from 0.</summary>
    public int ChannelsAt(int level) => BaseChannels << level;

    /// <inheritdoc/>
    public override IEnumerable<OptionFault> Faults() => base.Faults().Concat(new[]
    {
        OptionFault.Unless(Depth is >= 1 and <= 7, Depth, "must be 1 to 7", "Network.Depth"),
        OptionFault.Unless(BaseChannels is >= 1 and <= 512, BaseChannels, "must be 1 to 512", "Network.BaseChannels"),
    }.OfType<OptionFault>());

    /// <summary>Two convolutions (1 and 5), each with a normalization (3 and 7).</summary>
    private static ParameterShape[] Block(string name, int inputs, int outputs) =>
    [
        new($"{name}.1.weight", outputs, inputs, 3, 3),
        new($"{name}.1.bias", outputs),
        new($"{name}.3.weight", outputs),
        new($"{name}.3.bias", outputs),
        new($"{name}.5.weight", outputs, outputs, 3, 3),
        new($"{name}.5.bias", outputs),
        new($"{name}.7.weight", outputs),
        new($"{name}.7.bias", outputs),
    ];
}
