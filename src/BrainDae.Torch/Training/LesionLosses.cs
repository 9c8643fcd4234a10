using BrainDae.Method.Corruption;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Torch.Training;

/// <summary>What the second output is taught by.</summary>
internal static class LesionLosses
{
    /// <summary>Mean over all pixels of mask * loss: as in <see cref="DenoisingLoss"/>, background counts as zeros.</summary>
    /// <param name="kind">Which loss.</param>
    /// <param name="logits">[batch, 1, x, y].</param>
    /// <param name="lesion">How much of each pixel is lesion, 0 to 1; same shape.</param>
    /// <param name="mask">1 in the foreground and 0 elsewhere; same shape.</param>
    public static Tensor Of(LesionLoss kind, Tensor logits, Tensor lesion, Tensor mask) => kind == LesionLoss.CrossEntropy
        ? binary_cross_entropy_with_logits(logits, lesion, mask)
        : SquaredError(logits, lesion, mask);

    private static Tensor SquaredError(Tensor logits, Tensor lesion, Tensor mask)
    {
        using var scope = NewDisposeScope();
        return DenoisingLoss.Of(logits.sigmoid(), lesion, mask).MoveToOuterDisposeScope();
    }
}
