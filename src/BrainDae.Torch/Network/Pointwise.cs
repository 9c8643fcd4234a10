using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Torch.Network;

/// <summary>A plain 1x1 convolution with bias.</summary>
internal sealed class Pointwise : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;

    public Pointwise(DefaultInitialization initial, int inputChannels, int outputChannels)
        : base(nameof(Pointwise))
    {
        (weight, bias) = initial.Convolution(outputChannels, outputChannels, inputChannels, 1, 1);
        RegisterComponents();
    }

    /// <param name="input">[batch, in, rows, columns].</param>
    public override Tensor forward(Tensor input)
    {
        using var kernel = weight.to(input.dtype);
        using var shift = bias.to(input.dtype);
        return conv2d(input, kernel, shift);
    }
}
