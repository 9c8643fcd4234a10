using static TorchSharp.torch;

namespace BrainDae.Learning.Training;

/// <summary>The tensors of one batch in main memory; filled in place, so no batch is ever copied by managed code.</summary>
internal sealed class TrainingBatch : IDisposable
{
    public TrainingBatch(int slices, int modalities, int size)
    {
        (Slices, Modalities, Size) = (slices, modalities, size);
        Clean = zeros(slices, modalities, size, size).DetachFromDisposeScope();
        Noisy = zeros(slices, modalities, size, size).DetachFromDisposeScope();
        Mask = zeros(slices, 1, size, size).DetachFromDisposeScope();
    }

    public int Slices { get; }

    public int Modalities { get; }

    public int Size { get; }

    /// <summary>[slice, modality, x, y].</summary>
    public Tensor Clean { get; }

    /// <summary>[slice, modality, x, y].</summary>
    public Tensor Noisy { get; }

    /// <summary>[slice, 1, x, y], 1 in the foreground and 0 elsewhere.</summary>
    public Tensor Mask { get; }

    public void Dispose()
    {
        Clean.Dispose();
        Noisy.Dispose();
        Mask.Dispose();
    }
}
