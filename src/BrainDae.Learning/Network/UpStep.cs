using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Learning.Network;

/// <summary>One level up: 2x2 stride-2 transposed convolution, concatenation [up, skip], block.</summary>
internal sealed class UpStep : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Doubling up;
    private readonly UNetBlock conv_block;

    public UpStep(DefaultInitialization initial, int inputChannels, int outputChannels)
        : base(nameof(UpStep))
    {
        up = new(initial, inputChannels, outputChannels);
        conv_block = new(initial, 2 * outputChannels, outputChannels);
        RegisterComponents();
    }

    /// <param name="input">[batch, in, rows, columns].</param>
    /// <param name="skip">[batch, out, 2 rows, 2 columns], from the way down.</param>
    public override Tensor forward(Tensor input, Tensor skip) =>
        conv_block.forward(cat([up.forward(input), skip], 1));

    private sealed class Doubling : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter weight;
        private readonly Parameter bias;

        public Doubling(DefaultInitialization initial, int inputChannels, int outputChannels)
            : base(nameof(Doubling))
        {
            (weight, bias) = initial.Convolution(outputChannels, inputChannels, outputChannels, 2, 2);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => conv_transpose2d(input, weight, bias, [2L, 2L]);
    }
}
