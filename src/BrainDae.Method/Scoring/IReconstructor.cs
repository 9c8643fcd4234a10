using BrainDae.Method.Config;

namespace BrainDae.Method.Scoring;

/// <summary>
/// A trained network, whatever runs it: gives back what slices would look like if they were healthy, and, where it was
/// trained to, how likely each pixel is lesion. What it makes of a slice depends on that slice and the model alone, not on what else is reconstructed with it.
/// </summary>
public interface IReconstructor : IDisposable
{
    /// <summary>Name of what runs it, such as torch or onnx; recorded with results.</summary>
    string Runtime { get; }

    /// <summary>Arithmetic inside the network, recorded with results; never <see cref="NetworkPrecision.Auto"/>.</summary>
    NetworkPrecision Precision { get; }

    /// <summary>Whether it says where lesions are.</summary>
    bool HasLesionOutput { get; }

    /// <summary>Reconstructs slices; both outputs come from one pass.</summary>
    /// <param name="images">Normalized intensities, [slice, modality, x, y] in C order.</param>
    /// <param name="reconstruction">Receives the network's output; same shape.</param>
    /// <param name="lesionProbability">Receives the second output, 0 to 1 and 0 in the background, [slice, x, y]; empty where nobody wants it or there is none.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    void Run(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation = default);
}
