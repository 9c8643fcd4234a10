namespace BrainDae.Method.Scoring;

/// <summary>
/// A trained network, whatever runs it: gives back what slices would look like if they were healthy. The
/// reconstruction of a slice depends on that slice and the model alone, not on what else is reconstructed with it.
/// </summary>
public interface IReconstructor : IDisposable
{
    /// <summary>Reconstructs slices.</summary>
    /// <param name="images">Normalized intensities, [slice, modality, x, y] in C order.</param>
    /// <param name="reconstruction">Receives the network's output; same shape.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    void Run(ReadOnlySpan<float> images, Span<float> reconstruction, int size, CancellationToken cancellation = default);
}
