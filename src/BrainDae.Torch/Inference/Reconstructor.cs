using BrainDae.Files;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Config;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Torch.Inference;

/// <summary>
/// Runs the trained network over slices, without adding noise (paper section 3.2). A model that was trained on windows
/// around the foreground sees such windows here too; what lies outside, background, is its own reconstruction.
/// </summary>
public sealed class Reconstructor : IDisposable
{
    private readonly UNet network;
    private readonly TorchRuntime runtime;
    private readonly WindowSize? trainedWindow;

    /// <summary>Takes over a network.</summary>
    /// <param name="network">The trained network; disposed with this object.</param>
    /// <param name="trainedWindow">What the network saw of a slice in training; null for whole slices.</param>
    /// <param name="runtime">What computes.</param>
    /// <param name="precision">Arithmetic inside the network.</param>
    /// <param name="batchSize">Slices at a time, 1 or more.</param>
    public Reconstructor(UNet network, WindowSize? trainedWindow, TorchRuntime runtime, NetworkPrecision precision, int batchSize = 16)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        (this.network, this.trainedWindow, this.runtime, BatchSize) = (network, trainedWindow, runtime, batchSize);
        network.eval();
        network.Precision = precision;
        network.Fold();
    }

    /// <summary>Slices at a time.</summary>
    public int BatchSize { get; }

    /// <summary>A model's network, ready to reconstruct.</summary>
    /// <exception cref="BrainDaeException">The checkpoint does not hold the network of its manifest.</exception>
    public static Reconstructor Of(Checkpoint checkpoint, TorchRuntime runtime, NetworkPrecision precision, int batchSize = 16)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var options = checkpoint.Manifest.Options;
        return new(checkpoint.CreateNetwork(runtime), options.CropX == 0 ? null : new(options.CropX, options.CropY), runtime, precision, batchSize);
    }

    /// <summary>Reconstructs slices.</summary>
    /// <param name="images">[slice, modality, x, y] in C order.</param>
    /// <param name="reconstruction">Receives the network's output; same shape.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, int size, CancellationToken cancellation = default)
    {
        var modalities = network.Options.Channels;
        var elements = modalities * size * size;
        var windows = trainedWindow is { } trained ? Windows(images, size, trained) : null;
        var window = windows is [var first, ..] ? first.Size : new(size, size);
        var windowElements = modalities * window.X * window.Y;
        if (windows is not null)
        {
            images.CopyTo(reconstruction);
        }

        using var untracked = no_grad();
        for (var start = 0; start < images.Length / elements; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BatchSize, images.Length / elements - start);
            using var scope = NewDisposeScope();
            var input = empty(count, modalities, window.X, window.Y);
            if (windows is null)
            {
                images.Slice(start * elements, count * elements).CopyTo(TensorMemory.Elements(input));
                TensorMemory.Elements(Forward(input)).CopyTo(reconstruction.Slice(start * elements, count * elements));
                continue;
            }

            for (var i = 0; i < count; i++)
            {
                windows[start + i].CopyFrom(images.Slice((start + i) * elements, elements), TensorMemory.Elements(input).Slice(i * windowElements, windowElements), size);
            }

            var output = TensorMemory.Elements(Forward(input));
            for (var i = 0; i < count; i++)
            {
                windows[start + i].CopyTo(output.Slice(i * windowElements, windowElements), reconstruction.Slice((start + i) * elements, elements), size);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private Tensor Forward(Tensor input) => network.forward(input.to(runtime.Device)).cpu().contiguous();

    /// <summary>A window around each slice's foreground, all of one size: the trained one, or larger where a slice needs it.</summary>
    private ForegroundWindow[] Windows(ReadOnlySpan<float> images, int size, WindowSize trained)
    {
        var elements = network.Options.Channels * size * size;
        var foreground = new byte[size * size];
        var windows = new ForegroundWindow[images.Length / elements];
        var (x, y) = (trained.X, trained.Y);
        for (var i = 0; i < windows.Length; i++)
        {
            ForegroundMask.Find(images.Slice(i * elements, elements), foreground);
            windows[i] = ForegroundWindow.Around(foreground, size);
            (x, y) = (Math.Max(x, windows[i].Size.X), Math.Max(y, windows[i].Size.Y));
        }

        var multiple = 1 << (network.Options.Depth - 1);
        var window = new WindowSize((x + multiple - 1) / multiple * multiple, (y + multiple - 1) / multiple * multiple);
        return [.. windows.Select(w => w.Resized(window, size))];
    }
}
