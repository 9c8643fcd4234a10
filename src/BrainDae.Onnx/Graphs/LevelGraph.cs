using BrainDae.Method.Network;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>
/// The denoising U-Net, blocks joined by 2x2 average pooling on the way down, by a 2x2 transposed convolution and
/// concatenation on the way up; or the autoencoder, without the concatenation and through a bottleneck.
/// </summary>
internal static class LevelGraph
{
    /// <summary>Adds the nodes up to the features.</summary>
    public static OnnxValue Features(NetworkLayers layers, LevelOptions options, OnnxValue images)
    {
        var skips = new Stack<OnnxValue>();
        for (var level = 0; level < options.Depth; level++)
        {
            skips.Push(layers.Block($"down_path.{level}.block", level == 0 ? images : NetworkLayers.Halved(skips.Peek())));
        }

        var deepest = options.Bottleneck is null ? skips.Pop() : layers.Pointwise("bottleneck", skips.Pop());
        for (var step = 0; step < options.Depth - 1; step++)
        {
            var raised = layers.Doubled($"up_path.{step}.up", deepest);
            var joined = options.Bottleneck is null ? layers.Graph.Node("Concat", [raised, skips.Pop()], OnnxAttribute.Of("axis", 1)) : raised;
            deepest = layers.Block($"up_path.{step}.conv_block.block", joined);
        }

        return deepest;
    }
}
