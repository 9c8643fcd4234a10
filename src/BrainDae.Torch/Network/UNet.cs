using BrainDae.Method.Config;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Torch.Network;

/// <summary>
/// The denoising U-Net of the paper (section 3 and the published implementation): blocks joined by 2x2 average
/// pooling on the way down, by <see cref="UpStep"/> on the way up, and a plain 1x1 convolution at the end.
/// Parameter names and shapes are those of published checkpoints. A second output, which says where lesions are, has
/// parameters of its own, `lesion.*`; published networks have none.
/// </summary>
public sealed class UNet : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<nn.Module<Tensor, Tensor>> down_path = new();
    private readonly ModuleList<nn.Module<Tensor, Tensor, Tensor>> up_path = new();
    private readonly Pointwise last;
    private readonly LesionHead? lesion;

    /// <summary>Creates a network with PyTorch's default initial parameters.</summary>
    /// <param name="options">Shape of the network.</param>
    /// <param name="seed">Seed of the initial parameters.</param>
    public UNet(UNetOptions options, long seed = 0)
        : base(nameof(UNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        using var initial = new DefaultInitialization(seed);
        for (var level = 0; level < options.Depth; level++)
        {
            down_path.Add(new UNetBlock(initial, level == 0 ? options.Channels : options.ChannelsAt(level - 1), options.ChannelsAt(level)));
        }

        for (var level = options.Depth - 2; level >= 0; level--)
        {
            up_path.Add(new UpStep(initial, options.ChannelsAt(level + 1), options.ChannelsAt(level)));
        }

        last = new(initial, options.BaseChannels, options.Channels);

        // Drawn last: with it or without, the others begin the same.
        lesion = options.LesionOutput ? new(initial, options.BaseChannels) : null;
        RegisterComponents();
    }

    /// <summary>Shape of the network.</summary>
    public UNetOptions Options { get; }

    /// <summary>Arithmetic inside the network, <see cref="NetworkPrecision.Auto"/> being single precision here; input and output are single precision always.</summary>
    public NetworkPrecision Precision { get; set; }

    private ScalarType ComputeType => Precision == NetworkPrecision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>Prepares for inference: standardises the convolution weights once instead of in every call.</summary>
    public void Fold()
    {
        foreach (var convolution in modules().OfType<StandardizedConvolution>())
        {
            convolution.Fold(ComputeType);
        }
    }

    /// <summary>Takes the noise off.</summary>
    /// <param name="input">Slices, shape [batch, modality, x, y]; x and y multiples of 2^(depth - 1).</param>
    /// <returns>The reconstruction, of the same shape.</returns>
    /// <remarks>
    /// Here and in all layers, what is not returned is let go at once: the gradient keeps what it needs, and gives its
    /// memory back layer by layer on the way back, if nobody else holds it.
    /// </remarks>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        using var features = Features(input);
        return Reconstruction(features).MoveToOuterDisposeScope();
    }

    /// <summary>Takes the noise off and says where lesions are, in one pass.</summary>
    /// <param name="input">Slices, shape [batch, modality, x, y]; x and y multiples of 2^(depth - 1).</param>
    /// <returns>The reconstruction, of the same shape; logits of a lesion, [batch, 1, x, y], or null for a network without that output.</returns>
    public (Tensor Reconstruction, Tensor? LesionLogits) ForwardBoth(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        using var features = Features(input);
        using var logits = lesion?.forward(features);
        return (Reconstruction(features).MoveToOuterDisposeScope(), logits?.to(ScalarType.Float32).MoveToOuterDisposeScope());
    }

    /// <summary>What the last level makes of slices, [batch, base channels, x, y].</summary>
    private Tensor Features(Tensor input)
    {
        var skips = new Stack<Tensor>();
        for (var level = 0; level < down_path.Count; level++)
        {
            using var hidden = level == 0 ? Converted(input) : avg_pool2d(skips.Peek(), 2);
            skips.Push(down_path[level].forward(hidden));
        }

        var deepest = skips.Pop();
        foreach (var step in up_path)
        {
            using var below = deepest;
            using var skip = skips.Pop();
            deepest = step.forward(below, skip);
        }

        return deepest;
    }

    private Tensor Reconstruction(Tensor features)
    {
        using var output = last.forward(features);
        return output.to(ScalarType.Float32);
    }

    /// <summary>
    /// Channels-last memory is faster on processors in bfloat16, and in single precision without a gradient; with one it
    /// is slower where there is no AVX-512.
    /// </summary>
    private Tensor Converted(Tensor input)
    {
        if (Precision != NetworkPrecision.BFloat16 && (is_grad_enabled() || input.device_type != TorchSharp.DeviceType.CPU))
        {
            return input.alias();
        }

        using var converted = input.to(ComputeType);
        using var turned = converted.permute(0, 2, 3, 1);
        using var pixels = turned.contiguous();
        return pixels.permute(0, 3, 1, 2);
    }
}
