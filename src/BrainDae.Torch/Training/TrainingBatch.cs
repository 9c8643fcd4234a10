using BrainDae.Imaging.Grids;
using static TorchSharp.torch;

namespace BrainDae.Torch.Training;

/// <summary>The tensors of one batch in main memory; filled in place, so no batch is ever copied by managed code.</summary>
internal sealed class TrainingBatch : IDisposable
{
    /// <param name="slices">Slices in the batch.</param>
    /// <param name="modalities">Number of modalities.</param>
    /// <param name="window">What the network sees of each slice.</param>
    /// <param name="lesions">Whether there are lesions to find.</param>
    /// <param name="neighbors">Slices that the network reads on each side.</param>
    public TrainingBatch(int slices, int modalities, WindowSize window, bool lesions = false, int neighbors = 0)
    {
        (Slices, Window) = (slices, window);
        Clean = zeros(slices, modalities, window.X, window.Y).DetachFromDisposeScope();
        Noisy = zeros(slices, (2 * neighbors + 1) * modalities, window.X, window.Y).DetachFromDisposeScope();
        Mask = zeros(slices, 1, window.X, window.Y).DetachFromDisposeScope();
        Lesion = lesions ? zeros(slices, 1, window.X, window.Y).DetachFromDisposeScope() : null;
    }

    public int Slices { get; }

    public WindowSize Window { get; }

    /// <summary>[slice, modality, x, y].</summary>
    public Tensor Clean { get; }

    /// <summary>What the network reads, [slice, input channel, x, y].</summary>
    public Tensor Noisy { get; }

    /// <summary>[slice, 1, x, y], 1 in the foreground and 0 elsewhere.</summary>
    public Tensor Mask { get; }

    /// <summary>How much of each pixel is a synthetic lesion, 0 to 1, [slice, 1, x, y]; null where none are painted.</summary>
    public Tensor? Lesion { get; }

    public void Dispose()
    {
        Clean.Dispose();
        Noisy.Dispose();
        Mask.Dispose();
        Lesion?.Dispose();
    }
}
