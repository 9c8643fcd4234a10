using static TorchSharp.torch;

namespace BrainDae.Torch.Training;

/// <summary>The training objective.</summary>
internal static class DenoisingLoss
{
    /// <summary>Mean over all elements of mask * (output - clean)^2 (paper section 3; background counts as zeros).</summary>
    /// <param name="output">[batch, modality, x, y].</param>
    /// <param name="clean">Same shape.</param>
    /// <param name="mask">[batch, 1, x, y], 1 in the foreground and 0 elsewhere.</param>
    public static Tensor Of(Tensor output, Tensor clean, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var masked = (output - clean) * mask;
        return (masked * masked).mean().MoveToOuterDisposeScope();
    }
}
