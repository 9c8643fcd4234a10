using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Config;
using BrainDae.Method.Network;

namespace BrainDae.Method.Scoring;

/// <summary>
/// What is done around a network, whatever runs it. It sees slices without added noise (paper section 3.2). A model that
/// was trained on windows around the foreground sees each slice through that window, and a slice whose foreground
/// exceeds it whole; what lies outside of the window, background, is its own reconstruction.
/// </summary>
/// <remarks>
/// Runtimes choose their kernels by shape, number of slices included, and kernels differ in the order in which they add.
/// So every pass has the full number of slices, empty ones where there are no more: then the bits of a slice depend on
/// nothing but the slice, the model, the batch size, the number of threads and, with AVX-512, the slice's place in the
/// batch; a patient's slices have the same places whenever it is scored.
/// </remarks>
public abstract class WindowedReconstructor : IReconstructor
{
    /// <summary>More slices at a time are no faster on a processor, and filling the last batch costs more.</summary>
    private const int LargestOnProcessor = 6;

    private readonly NetworkOptions network;
    private readonly WindowSize? trainedWindow;

    /// <summary>Prepares to reconstruct with a network.</summary>
    /// <param name="network">Its kind and shape.</param>
    /// <param name="trainedWindow">What it saw of a slice in training; null for whole slices.</param>
    /// <param name="batchSize">Slices at a time, 1 or more; see <see cref="BatchSize"/>.</param>
    /// <param name="onProcessor">Whether the processor computes, not a graphics card.</param>
    protected WindowedReconstructor(NetworkOptions network, WindowSize? trainedWindow, int batchSize, bool onProcessor)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        (this.network, this.trainedWindow) = (network, trainedWindow);
        BatchSize = onProcessor ? Math.Min(batchSize, LargestOnProcessor) : batchSize;
    }

    /// <summary>Slices at a time: as asked for, but at most 6 on a processor.</summary>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public abstract string Runtime { get; }

    /// <inheritdoc/>
    public abstract NetworkPrecision Precision { get; }

    /// <inheritdoc/>
    public bool HasLesionOutput => network.LesionOutput;

    /// <summary>What the network of a model saw of a slice in training; null for whole slices.</summary>
    protected static WindowSize? TrainedWindow(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.CropX == 0 ? null : new(options.CropX, options.CropY);
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation = default) =>
        Run(images, [], reconstruction, lesionProbability, size, cancellation);

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> images, bool[] chosen, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        var area = size * size;
        var foreground = WindowWithin(size) is null && lesionProbability.IsEmpty ? [] : ForegroundMask.OfSlices(images, network.Channels, area);
        var windows = Windows(foreground, images.Length / (network.Channels * area), size);
        images.CopyTo(reconstruction);
        lesionProbability.Clear();
        foreach (var group in windows.Index().Where(entry => chosen.Length == 0 || chosen[entry.Index]).GroupBy(entry => entry.Item.Size, entry => entry.Index))
        {
            var batch = new NetworkBatch(BatchSize, network, group.Key, HasLesionOutput && !lesionProbability.IsEmpty);
            foreach (var slices in group.Chunk(BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                batch.Fill(images, slices, windows, size);
                Forward(batch);
                batch.Empty(reconstruction, lesionProbability, slices, windows, size);
            }
        }

        // The second output was taught nothing about what is outside of the head.
        ForegroundMask.HideBackground(lesionProbability, lesionProbability.IsEmpty ? [] : foreground);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets the network go.</summary>
    /// <param name="disposing">False from a finalizer.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>Runs the network over a full batch.</summary>
    /// <param name="batch">Its input is there; both outputs are to be filled.</param>
    protected abstract void Forward(NetworkBatch batch);

    /// <summary>What the network sees of each slice: the trained window around its foreground, or all of it where the foreground does not fit.</summary>
    private ForegroundWindow[] Windows(ReadOnlySpan<byte> foreground, int slices, int size)
    {
        var whole = new ForegroundWindow(0, 0, new(size, size));
        var windows = new ForegroundWindow[slices];
        Array.Fill(windows, whole);
        if (WindowWithin(size) is { } trained)
        {
            for (var i = 0; i < slices; i++)
            {
                var around = ForegroundWindow.Around(foreground.Slice(i * size * size, size * size), size);
                windows[i] = around.Size.X > trained.X || around.Size.Y > trained.Y ? whole : around.Resized(trained, size);
            }
        }

        return windows;
    }

    /// <summary>The window that the network was trained with; null where it sees whole slices, or slices are smaller than that.</summary>
    private WindowSize? WindowWithin(int size) => trainedWindow is { } trained && trained.X <= size && trained.Y <= size ? trained : null;
}
