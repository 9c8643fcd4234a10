using BrainDae.Files;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Scoring;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Torch.Inference;

/// <summary>
/// Runs the trained network over slices, without adding noise (paper section 3.2). A model that was trained on windows
/// around the foreground sees each slice through that window, and a slice whose foreground exceeds it whole; what lies
/// outside of the window, background, is its own reconstruction.
/// </summary>
/// <remarks>
/// libtorch and oneDNN choose their kernels by shape, number of slices included, and kernels differ in the order in
/// which they add. So every pass has the full number of slices, empty ones where there are no more: then the bits of a
/// slice depend on nothing but the slice, the model, the batch size and the number of threads.
/// </remarks>
public sealed class Reconstructor : IReconstructor
{
    /// <summary>More slices at a time are no faster on a processor, and filling the last batch costs more.</summary>
    private const int LargestOnProcessor = 6;

    private readonly UNet network;
    private readonly TorchRuntime runtime;
    private readonly WindowSize? trainedWindow;

    /// <summary>Takes over a network.</summary>
    /// <param name="network">The trained network; disposed with this object.</param>
    /// <param name="trainedWindow">What the network saw of a slice in training; null for whole slices.</param>
    /// <param name="runtime">What computes.</param>
    /// <param name="precision">Arithmetic inside the network.</param>
    /// <param name="batchSize">Slices at a time, 1 or more; see <see cref="BatchSize"/>.</param>
    public Reconstructor(UNet network, WindowSize? trainedWindow, TorchRuntime runtime, NetworkPrecision precision, int batchSize = 16)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        (this.network, this.trainedWindow, this.runtime) = (network, trainedWindow, runtime);
        BatchSize = runtime.Device.type == TorchSharp.DeviceType.CPU ? Math.Min(batchSize, LargestOnProcessor) : batchSize;
        network.eval();
        network.Precision = precision;
        network.Fold();
    }

    /// <summary>Slices at a time: as asked for, but at most 6 on a processor.</summary>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public bool HasLesionOutput => network.Options.LesionOutput;

    /// <summary>A model's network, ready to reconstruct.</summary>
    /// <param name="model">The model; may be closed afterwards.</param>
    /// <param name="runtime">What computes.</param>
    /// <param name="precision">Arithmetic inside the network.</param>
    /// <param name="batchSize">Slices at a time, 1 or more.</param>
    /// <exception cref="BrainDaeException">The file does not hold the network of its manifest.</exception>
    public static Reconstructor Load(ModelFile model, TorchRuntime runtime, NetworkPrecision precision, int batchSize = 16)
    {
        ArgumentNullException.ThrowIfNull(model);
        var options = model.Manifest.Options;
        return new(Checkpoint.CreateNetwork(model, runtime), options.CropX == 0 ? null : new(options.CropX, options.CropY), runtime, precision, batchSize);
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation = default)
    {
        var whole = new ForegroundWindow(0, 0, new(size, size));
        var windows = Windows(images, size, whole);
        images.CopyTo(reconstruction);
        lesionProbability.Clear();
        using var untracked = no_grad();
        foreach (var group in windows.Index().GroupBy(entry => entry.Item.Size, entry => entry.Index))
        {
            foreach (var batch in group.Chunk(BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                RunBatch(images, reconstruction, lesionProbability, size, batch, windows, group.Key);
            }
        }

        HideBackground(images, lesionProbability, size);
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private void RunBatch(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, int[] slices, ForegroundWindow[] windows, WindowSize window)
    {
        using var scope = NewDisposeScope();
        var (elements, windowElements) = (network.Options.Channels * size * size, network.Options.Channels * window.X * window.Y);
        using var input = zeros(BatchSize, network.Options.Channels, window.X, window.Y);
        for (var i = 0; i < slices.Length; i++)
        {
            windows[slices[i]].CopyFrom(images.Slice(slices[i] * elements, elements), TensorMemory.Elements(input).Slice(i * windowElements, windowElements), size);
        }

        var (reconstructed, lesion) = Forward(input);
        var output = TensorMemory.Elements(reconstructed);
        for (var i = 0; i < slices.Length; i++)
        {
            windows[slices[i]].CopyTo(output.Slice(i * windowElements, windowElements), reconstruction.Slice(slices[i] * elements, elements), size);
        }

        if (lesion is null || lesionProbability.IsEmpty)
        {
            return;
        }

        var probability = TensorMemory.Elements(lesion);
        for (var i = 0; i < slices.Length; i++)
        {
            windows[slices[i]].CopyTo(probability.Slice(i * window.X * window.Y, window.X * window.Y), lesionProbability.Slice(slices[i] * size * size, size * size), size);
        }
    }

    private (Tensor Reconstruction, Tensor? LesionProbability) Forward(Tensor input)
    {
        using var turn = runtime.TakeTurn();
        var (reconstruction, logits) = network.ForwardBoth(input.to(runtime.Device));
        return (reconstruction.cpu().contiguous(), logits?.sigmoid().cpu().contiguous());
    }

    /// <summary>The second output was taught nothing about what is outside of the head.</summary>
    private void HideBackground(ReadOnlySpan<float> images, Span<float> lesionProbability, int size)
    {
        var (area, elements) = (size * size, network.Options.Channels * size * size);
        var foreground = new byte[area];
        for (var slice = 0; slice < lesionProbability.Length / area; slice++)
        {
            ForegroundMask.Find(images.Slice(slice * elements, elements), foreground);
            ForegroundMask.HideBackground(lesionProbability.Slice(slice * area, area), foreground);
        }
    }

    /// <summary>What the network sees of each slice: the trained window around its foreground, or all of it where the foreground does not fit.</summary>
    private ForegroundWindow[] Windows(ReadOnlySpan<float> images, int size, ForegroundWindow whole)
    {
        var elements = network.Options.Channels * size * size;
        var windows = new ForegroundWindow[images.Length / elements];
        if (trainedWindow is not { } trained || trained.X > size || trained.Y > size)
        {
            Array.Fill(windows, whole);
            return windows;
        }

        var foreground = new byte[size * size];
        for (var i = 0; i < windows.Length; i++)
        {
            ForegroundMask.Find(images.Slice(i * elements, elements), foreground);
            var around = ForegroundWindow.Around(foreground, size);
            windows[i] = around.Size.X > trained.X || around.Size.Y > trained.Y ? whole : around.Resized(trained, size);
        }

        return windows;
    }
}
