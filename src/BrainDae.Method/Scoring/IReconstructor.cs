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

    /// <summary>
    /// Reconstructs some slices of a patient; the others are given back as they are, and nothing in them is lesion. A
    /// network that reads neighboring slices must override this one, which shows it the chosen slices alone.
    /// </summary>
    /// <param name="images">All slices of the patient, [slice, modality, x, y] in C order.</param>
    /// <param name="chosen">Which of them to reconstruct, one value a slice.</param>
    /// <param name="reconstruction">Receives the reconstruction; the shape of <paramref name="images"/>.</param>
    /// <param name="lesionProbability">Receives the second output, 0 to 1 and 0 in the background, [slice, x, y]; empty where nobody wants it or there is none.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    void Run(ReadOnlySpan<float> images, bool[] chosen, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        int[] seen = [.. chosen.Index().Where(slice => slice.Item).Select(slice => slice.Index)];
        var (elements, area) = (images.Length / Math.Max(1, chosen.Length), lesionProbability.IsEmpty ? 0 : size * size);
        var (input, output, lesion) = (new float[seen.Length * elements], new float[seen.Length * elements], new float[seen.Length * area]);
        for (var i = 0; i < seen.Length; i++)
        {
            images.Slice(seen[i] * elements, elements).CopyTo(input.AsSpan(i * elements));
        }

        Run(input, output, lesion, size, cancellation);
        images.CopyTo(reconstruction);
        lesionProbability.Clear();
        for (var i = 0; i < seen.Length; i++)
        {
            output.AsSpan(i * elements, elements).CopyTo(reconstruction[(seen[i] * elements)..]);
            lesion.AsSpan(i * area, area).CopyTo(lesionProbability[(seen[i] * area)..]);
        }
    }
}
