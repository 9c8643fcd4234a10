using BrainDae.Learning.Network;
using BrainDae.Learning.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Learning.Scoring;

/// <summary>Runs the trained network over slices, without adding noise (paper section 3.2).</summary>
public sealed class Reconstructor : IDisposable
{
    private readonly UNet network;
    private readonly TorchRuntime runtime;

    /// <summary>Takes over a network.</summary>
    /// <param name="network">The trained network; disposed with this object.</param>
    /// <param name="runtime">What computes.</param>
    /// <param name="precision">Arithmetic inside the network.</param>
    /// <param name="batchSize">Slices at a time, 1 or more.</param>
    public Reconstructor(UNet network, TorchRuntime runtime, NetworkPrecision precision, int batchSize = 16)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        (this.network, this.runtime, BatchSize) = (network, runtime, batchSize);
        network.eval();
        network.Precision = precision;
        network.Fold();
    }

    /// <summary>Slices at a time.</summary>
    public int BatchSize { get; }

    /// <summary>Reconstructs slices.</summary>
    /// <param name="images">[slice, modality, x, y] in C order.</param>
    /// <param name="reconstruction">Receives the network's output; same shape.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, int size, CancellationToken cancellation = default)
    {
        var modalities = network.Options.Channels;
        var elements = modalities * size * size;
        var slices = images.Length / elements;
        using var untracked = no_grad();
        for (var first = 0; first < slices; first += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BatchSize, slices - first);
            using var scope = NewDisposeScope();
            var input = empty(count, modalities, size, size);
            images.Slice(first * elements, count * elements).CopyTo(TensorMemory.Elements(input));
            var output = network.forward(input.to(runtime.Device)).cpu().contiguous();
            TensorMemory.Elements(output).CopyTo(reconstruction.Slice(first * elements, count * elements));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}
