using BrainDae.Torch.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Torch.Network;

/// <summary>
/// A 3x3 convolution with bias on a reflected border of one pixel, whose weight is standardised for each output
/// channel over (in, kh, kw): mean 0, divided by the unbiased standard deviation + 1e-5. Computes in the precision of
/// its input; the weight is standardised in single precision.
/// </summary>
internal sealed class StandardizedConvolution : nn.Module<Tensor, Tensor>
{
    private static readonly Scalar Epsilon = 1e-5;

    private readonly Parameter weight;
    private readonly Parameter bias;
    private Tensor? folded;

    public StandardizedConvolution(DefaultInitialization initial, int inputChannels, int outputChannels)
        : base(nameof(StandardizedConvolution))
    {
        (weight, bias) = initial.Convolution(outputChannels, outputChannels, inputChannels, 3, 3);
        RegisterComponents();
    }

    /// <param name="input">[batch, in, rows, columns].</param>
    public override Tensor forward(Tensor input)
    {
        using var padded = pad(input, [1, 1, 1, 1], PaddingModes.Reflect);
        using var standardized = folded is null ? Standardized(input.dtype) : null;
        using var shift = bias.to(input.dtype);
        return conv2d(padded, folded ?? standardized!, shift);
    }

    /// <summary>Standardises the weight once and for all: for inference, where it no longer changes.</summary>
    public void Fold(ScalarType precision)
    {
        using var untracked = no_grad();
        folded?.Dispose();
        folded = Standardized(precision).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            folded?.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor Standardized(ScalarType precision)
    {
        using var scope = NewDisposeScope();
        var (deviation, mean) = std_mean(weight, [1, 2, 3], unbiased: true, keepdim: true);
        return ((weight - mean) / deviation.add(Epsilon, Scalars.One)).to(precision).MoveToOuterDisposeScope();
    }
}
