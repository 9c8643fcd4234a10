using System.Globalization;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>
/// The denoising U-Net of a model as a graph: blocks joined by 2x2 average pooling on the way down, by a 2x2 transposed
/// convolution and concatenation on the way up, and a 1x1 convolution at the end; where the model has a second output,
/// its head on the same features, up to the probability.
/// </summary>
internal static class NetworkGraph
{
    /// <summary>Name of the input, [slice, modality, x, y].</summary>
    public const string Images = "images";

    /// <summary>Name of the first output, same shape.</summary>
    public const string Reconstruction = "reconstruction";

    /// <summary>Name of the second output, [slice, x, y].</summary>
    public const string LesionProbability = "lesion_probability";

    /// <summary>Builds the graph.</summary>
    /// <param name="model">The model; may be closed afterwards.</param>
    /// <exception cref="BrainDaeException">The file does not hold the network of its manifest.</exception>
    public static OnnxGraph Of(ModelFile model)
    {
        var options = model.Manifest.Options.Network;
        var layers = new NetworkLayers(model);
        var channels = options.Channels.ToString(CultureInfo.InvariantCulture);
        var features = Features(layers, options, layers.Graph.Input(Images, OnnxType.Single, "slices", channels, "x", "y"));
        layers.Graph.Output(Reconstruction, layers.Pointwise("last", features, options.BaseChannels, options.Channels), "slices", channels, "x", "y");
        if (options.LesionOutput)
        {
            layers.Graph.Output(LesionProbability, Lesion(layers, features, options.BaseChannels), "slices", "x", "y");
        }

        layers.RequireNoOther();
        return layers.Graph;
    }

    private static OnnxValue Features(NetworkLayers layers, UNetOptions options, OnnxValue images)
    {
        var skips = new Stack<OnnxValue>();
        for (var level = 0; level < options.Depth; level++)
        {
            var hidden = level == 0 ? images : NetworkLayers.Halved(skips.Peek());
            skips.Push(layers.Block($"down_path.{level}.block", hidden, level == 0 ? options.Channels : options.ChannelsAt(level - 1), options.ChannelsAt(level)));
        }

        var deepest = skips.Pop();
        for (var step = 0; step < options.Depth - 1; step++)
        {
            var (below, here) = (options.ChannelsAt(options.Depth - 1 - step), options.ChannelsAt(options.Depth - 2 - step));
            var raised = layers.Doubled($"up_path.{step}.up", deepest, below, here);
            var both = layers.Graph.Node("Concat", [raised, skips.Pop()], OnnxAttribute.Of("axis", 1));
            deepest = layers.Block($"up_path.{step}.conv_block.block", both, 2 * here, here);
        }

        return deepest;
    }

    private static OnnxValue Lesion(NetworkLayers layers, OnnxValue features, int channels)
    {
        var half = Math.Max(1, channels / 2);
        var hidden = NetworkLayers.Swish(layers.Neighborhood("lesion.hidden", features, channels, half));
        var logits = layers.Pointwise("lesion.last", hidden, half, 1);
        return layers.Graph.Node("Squeeze", [layers.Graph.Node("Sigmoid", [logits]), layers.Graph.Integers(1)]);
    }
}
