using TorchSharp.Modules;
using static TorchSharp.torch;

namespace BrainDae.Torch.Network;

/// <summary>
/// PyTorch's default initial distributions, drawn from a generator of their own: libtorch's global one is shared with
/// whatever else runs in the process.
/// </summary>
/// <param name="seed">Seed of all parameters drawn from this instance.</param>
internal sealed class DefaultInitialization(long seed) : IDisposable
{
    private readonly Generator generator = new(unchecked((ulong)seed));

    /// <summary>
    /// A convolution's weight and bias: uniform in ±1/sqrt(fan in), which is Kaiming's uniform rule with a = sqrt(5).
    /// The fan in is the second axis times the kernel, for a transposed convolution too.
    /// </summary>
    public (Parameter Weight, Parameter Bias) Convolution(int biasLength, params long[] shape)
    {
        var bound = 1 / Math.Sqrt(shape.Skip(1).Aggregate(1L, (product, size) => product * size));
        return (Uniform(bound, shape), Uniform(bound, biasLength));
    }

    /// <summary>A normalisation's weight (ones) and bias (zeros).</summary>
    public static (Parameter Weight, Parameter Bias) Normalization(int channels) =>
        (new Parameter(ones(channels)), new Parameter(zeros(channels)));

    /// <inheritdoc/>
    public void Dispose() => generator.Dispose();

    private Parameter Uniform(double bound, params long[] shape)
    {
        using var untracked = no_grad();
        return new Parameter(empty(shape).uniform_(-bound, bound, generator));
    }
}
