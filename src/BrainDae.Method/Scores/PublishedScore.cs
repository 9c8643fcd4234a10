using System.Numerics.Tensors;
using BrainDae.Imaging.Filters;
using BrainDae.Imaging.Masks;

namespace BrainDae.Method.Scores;

/// <summary>
/// The score of the paper (section 3.2): mean over modalities of the absolute reconstruction error, inside the
/// foreground eroded by a 5x5 window, smoothed by a 5x5 median.
/// </summary>
public sealed class PublishedScore : AnomalyScore
{
    /// <inheritdoc/>
    public override string Name => "published";

    /// <inheritdoc/>
    public override string Description => "mean absolute reconstruction error of all modalities, 5x5 median";

    /// <inheritdoc/>
    public override ScoreRole Role => ScoreRole.Reference;

    /// <inheritdoc/>
    public override bool NeedsReconstruction => true;

    /// <inheritdoc/>
    public override bool FitsPublishedThresholds => true;

    /// <inheritdoc/>
    protected override float[] ComputeCore(ReconstructedPatient input)
    {
        var pixels = input.Size * input.Size;
        var scores = new float[input.Slices * pixels];
        Parallel.For(
            0,
            input.Slices,
            () => new Workspace(pixels),
            (slice, _, workspace) =>
            {
                MaskedError(input.Image(slice), input.Reconstructed(slice), workspace, input.Size);
                MedianFilter.Apply(workspace.Error, scores.AsSpan(slice * pixels, pixels), input.Size, input.Size);
                return workspace;
            },
            _ => { });
        return scores;
    }

    private static void MaskedError(ReadOnlySpan<float> images, ReadOnlySpan<float> reconstruction, Workspace workspace, int size)
    {
        var error = workspace.Error.AsSpan();
        error.Clear();
        var modalities = images.Length / error.Length;
        for (var modality = 0; modality < modalities; modality++)
        {
            var channel = images.Slice(modality * error.Length, error.Length);
            TensorPrimitives.Subtract(channel, reconstruction.Slice(modality * error.Length, error.Length), workspace.Difference);
            TensorPrimitives.Abs(workspace.Difference, workspace.Difference);
            TensorPrimitives.Add(error, workspace.Difference, error);
        }

        TensorPrimitives.Divide(error, modalities, error);
        ForegroundMask.Find(images, workspace.Mask);
        MaskErosion.Apply(workspace.Mask, workspace.Mask, size, size);
        for (var i = 0; i < error.Length; i++)
        {
            error[i] = workspace.Mask[i] != 0 ? error[i] : 0;
        }
    }

    private sealed class Workspace(int pixels)
    {
        public float[] Error { get; } = new float[pixels];

        public float[] Difference { get; } = new float[pixels];

        public byte[] Mask { get; } = new byte[pixels];
    }
}
