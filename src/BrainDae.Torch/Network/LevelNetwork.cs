using BrainDae.Method.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Torch.Network;

/// <summary>
/// The denoising U-Net of the paper (section 3 and the published implementation): blocks joined by 2x2 average
/// pooling on the way down, by <see cref="UpStep"/> on the way up. Parameter names and shapes are those of published
/// checkpoints. An autoencoder is the same without skip connections, through a 1x1 convolution to few channels at the
/// deepest level.
/// </summary>
internal sealed class LevelNetwork : DenoisingNetwork
{
    private readonly ModuleList<nn.Module<Tensor, Tensor>> down_path = new();
    private readonly Pointwise? bottleneck;
    private readonly ModuleList<UpStep> up_path = new();

    /// <summary>Creates a network with PyTorch's default initial parameters.</summary>
    /// <param name="options">Shape of the network.</param>
    /// <param name="seed">Seed of the initial parameters.</param>
    public LevelNetwork(LevelOptions options, long seed = 0)
        : base(options, seed)
    {
        var channels = options.InputChannels;
        for (var level = 0; level < options.Depth; level++)
        {
            down_path.Add(new UNetBlock(Initial, channels, options.ChannelsAt(level)));
            channels = options.ChannelsAt(level);
        }

        if (options.Bottleneck is { } few)
        {
            bottleneck = new(Initial, channels, few);
            channels = few;
        }

        for (var level = options.Depth - 2; level >= 0; level--)
        {
            up_path.Add(new(Initial, channels, options.ChannelsAt(level), skips: bottleneck is null));
            channels = options.ChannelsAt(level);
        }

        Complete();
    }

    /// <inheritdoc/>
    protected override Tensor Features(Tensor input)
    {
        var skips = new Stack<Tensor>();
        for (var level = 0; level < down_path.Count; level++)
        {
            using var hidden = level == 0 ? input.alias() : avg_pool2d(skips.Peek(), 2);
            skips.Push(down_path[level].forward(hidden));
        }

        var deepest = skips.Pop();
        if (bottleneck is not null)
        {
            using var wide = deepest;
            deepest = bottleneck.forward(wide);
        }

        foreach (var step in up_path)
        {
            using var below = deepest;
            using var skip = skips.Pop();
            deepest = step.forward(below, bottleneck is null ? skip : null);
        }

        return deepest;
    }
}
