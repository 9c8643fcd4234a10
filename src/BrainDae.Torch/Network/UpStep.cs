using BrainDae.Torch.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace BrainDae.Torch.Network;

/// <summary>One level up: 2x2 stride-2 transposed convolution, concatenation [up, skip] in a network with skip connections, block.</summary>
internal sealed class UpStep : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly Doubling up;
    private readonly UNetBlock conv_block;

    public UpStep(DefaultInitialization initial, int inputChannels, int outputChannels, bool skips)
        : base(nameof(UpStep))
    {
        up = new(initial, inputChannels, outputChannels);
        conv_block = new(initial, skips ? 2 * outputChannels : outputChannels, outputChannels);
        RegisterComponents();
    }

    /// <param name="input">[batch, in, rows, columns].</param>
    /// <param name="skip">[batch, out, 2 rows, 2 columns], from the way down; null in a network without skip connections.</param>
    public override Tensor forward(Tensor input, Tensor? skip)
    {
        using var raised = up.forward(input);
        using var both = skip is null ? raised.alias() : cat([raised, skip], 1);
        return conv_block.forward(both);
    }

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

        /// <summary>
        /// Its windows do not overlap, so the transposed convolution is one matrix product of pixels by
        /// (in x 2 x 2 x out), which libtorch computes faster than conv_transpose2d.
        /// </summary>
        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var (batch, channels, rows, columns) = (input.shape[0], input.shape[1], input.shape[2], input.shape[3]);
            var outputs = weight.shape[1];
            var pixels = input.permute(0, 2, 3, 1).reshape(batch * rows * columns, channels);
            var windows = pixels.matmul(weight.to(input.dtype).permute(0, 2, 3, 1).reshape(channels, 4 * outputs));
            var doubled = windows.view(batch, rows, columns, 2, 2, outputs).permute(0, 1, 3, 2, 4, 5)
                .reshape(batch, 2 * rows, 2 * columns, outputs);
            return doubled.add(bias.to(input.dtype), Scalars.One).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
        }
    }
}
