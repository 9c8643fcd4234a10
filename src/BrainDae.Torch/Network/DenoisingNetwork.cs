using BrainDae.Method.Config;
using BrainDae.Method.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace BrainDae.Torch.Network;

/// <summary>
/// A network that takes the corruption off slices. A kind of network computes <see cref="Features"/>; the two heads are
/// the same for all: a plain 1x1 convolution (`last`) to the reconstruction, and where the options ask for it a second
/// one that says where lesions are (`lesion.*`).
/// </summary>
public abstract class DenoisingNetwork : nn.Module<Tensor, Tensor>
{
    private readonly DefaultInitialization initial;
    private Pointwise? last;
    private LesionHead? lesion;

    /// <summary>Begins a network; a constructor of a kind makes its layers and then calls <see cref="Complete"/>.</summary>
    /// <param name="options">Kind and shape of the network.</param>
    /// <param name="seed">Seed of the initial parameters.</param>
    protected DenoisingNetwork(NetworkOptions options, long seed)
        : base(nameof(DenoisingNetwork))
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        initial = new(seed);
    }

    /// <summary>Kind and shape of the network.</summary>
    public NetworkOptions Options { get; }

    /// <summary>Arithmetic inside the network, <see cref="NetworkPrecision.Auto"/> being single precision here; input and output are single precision always.</summary>
    public NetworkPrecision Precision { get; set; }

    private protected DefaultInitialization Initial => initial;

    private ScalarType ComputeType => Precision == NetworkPrecision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>Prepares for inference: standardizes the convolution weights once instead of in every call.</summary>
    public void Fold()
    {
        foreach (var convolution in modules().OfType<StandardizedConvolution>())
        {
            convolution.Fold(ComputeType);
        }
    }

    /// <summary>Takes the corruption off.</summary>
    /// <inheritdoc cref="ForwardBoth"/>
    /// <returns>The reconstruction of the middle slice, [batch, modality, x, y].</returns>
    public override Tensor forward(Tensor input)
    {
        var (reconstruction, logits) = ForwardBoth(input);
        logits?.Dispose();
        return reconstruction;
    }

    /// <summary>Takes the corruption off and says where lesions are, in one pass.</summary>
    /// <param name="input">
    /// [batch, <see cref="NetworkOptions.InputChannels"/>, x, y]: all modalities of the first neighbor, then of the
    /// next slice; x and y multiples of <see cref="NetworkOptions.SizeMultiple"/>.
    /// </param>
    /// <returns>The reconstruction of the middle slice, [batch, modality, x, y]; logits of a lesion, [batch, 1, x, y], or null for a network without that output.</returns>
    /// <remarks>
    /// Here and in all layers, what is not returned is disposed at once: the gradient keeps what it needs, and gives its
    /// memory back layer by layer on the way back, if nobody else holds it.
    /// </remarks>
    public (Tensor Reconstruction, Tensor? LesionLogits) ForwardBoth(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        using var converted = Converted(input);
        using var features = Features(converted);
        using var logits = lesion?.forward(features);
        using var output = last!.forward(features);
        return (output.to(ScalarType.Float32).MoveToOuterDisposeScope(), logits?.to(ScalarType.Float32).MoveToOuterDisposeScope());
    }

    /// <summary>What the heads read, [batch, <see cref="NetworkOptions.FeatureChannels"/>, x, y], in the precision of the input.</summary>
    /// <param name="input">As for <see cref="ForwardBoth"/>, but in the precision that the network computes in; parameters are single precision.</param>
    protected abstract Tensor Features(Tensor input);

    /// <summary>A convolution's weight and bias, drawn from the network's seed as PyTorch draws them.</summary>
    /// <param name="biasLength">Output channels.</param>
    /// <param name="shape">Of the weight.</param>
    protected (Parameter Weight, Parameter Bias) Convolution(int biasLength, params long[] shape) => initial.Convolution(biasLength, shape);

    /// <summary>Registers the layers of the kind and adds the heads, whose parameters are drawn last: with or without a second one, the others begin the same.</summary>
    protected void Complete()
    {
        RegisterComponents();
        last = new(initial, Options.FeatureChannels, Options.Channels);
        register_module(nameof(last), last);
        if (Options.LesionOutput)
        {
            lesion = new(initial, Options.FeatureChannels);
            register_module(nameof(lesion), lesion);
        }

        initial.Dispose();
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
