using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Torch.Network;

/// <summary>
/// Twice [reflection pad 1, weight-standardised 3x3 convolution, swish, group norm]. The layers are registered under
/// the positions 1, 3, 5, 7 of `block`, the names of published checkpoints.
/// </summary>
internal sealed class UNetBlock : nn.Module<Tensor, Tensor>
{
    private readonly Layers block;

    public UNetBlock(DefaultInitialization initial, int inputChannels, int outputChannels)
        : base(nameof(UNetBlock))
    {
        block = new(initial, inputChannels, outputChannels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => block.forward(input);

    private sealed class Layers : nn.Module<Tensor, Tensor>
    {
        // Arrays, because TorchSharp registers a field that is a module a second time, under the field's name.
        private readonly StandardizedConvolution[] convolutions;
        private readonly GroupNormalization[] norms;

        public Layers(DefaultInitialization initial, int inputChannels, int outputChannels)
            : base(nameof(Layers))
        {
            convolutions = [new(initial, inputChannels, outputChannels), new(initial, outputChannels, outputChannels)];
            norms = [new(outputChannels), new(outputChannels)];
            register_module("1", convolutions[0]);
            register_module("3", norms[0]);
            register_module("5", convolutions[1]);
            register_module("7", norms[1]);
        }

        public override Tensor forward(Tensor input)
        {
            using var hidden = Layer(0, input);
            return Layer(1, hidden);
        }

        private Tensor Layer(int number, Tensor input)
        {
            using var convolved = convolutions[number].forward(input);
            using var activated = silu(convolved);
            return norms[number].forward(activated);
        }
    }
}
