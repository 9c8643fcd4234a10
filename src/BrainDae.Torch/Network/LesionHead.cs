using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Torch.Network;

/// <summary>
/// The second output: a 3x3 convolution to half the channels, swish, and a 1x1 convolution to one logit a pixel. It
/// looks at what the last level gives to the reconstruction, so both outputs cost little more than one.
/// </summary>
internal sealed class LesionHead : nn.Module<Tensor, Tensor>
{
    private readonly Neighborhood hidden;
    private readonly Pointwise last;

    public LesionHead(DefaultInitialization initial, int inputChannels)
        : base(nameof(LesionHead))
    {
        var channels = Math.Max(1, inputChannels / 2);
        hidden = new(initial, inputChannels, channels);
        last = new(initial, channels, 1);
        RegisterComponents();
    }

    /// <param name="input">[batch, channels, rows, columns].</param>
    /// <returns>Logits, [batch, 1, rows, columns].</returns>
    public override Tensor forward(Tensor input)
    {
        using var convolved = hidden.forward(input);
        using var activated = silu(convolved);
        return last.forward(activated);
    }

    /// <summary>A plain 3x3 convolution on a reflected border: no normalisation follows that would call for a standardised weight.</summary>
    private sealed class Neighborhood : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter weight;
        private readonly Parameter bias;

        public Neighborhood(DefaultInitialization initial, int inputChannels, int outputChannels)
            : base(nameof(Neighborhood))
        {
            (weight, bias) = initial.Convolution(outputChannels, outputChannels, inputChannels, 3, 3);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var padded = pad(input, [1, 1, 1, 1], PaddingModes.Reflect);
            using var kernel = weight.to(input.dtype);
            using var shift = bias.to(input.dtype);
            return conv2d(padded, kernel, shift);
        }
    }
}
