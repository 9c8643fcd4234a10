using System.Globalization;
using BrainDae.Files;
using BrainDae.Method.Kinds;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>The network of a model as a graph: the features of its kind, and the heads on them, that of lesions up to the probability.</summary>
internal static class NetworkGraph
{
    /// <summary>How each kind of network makes features, [slice, feature, x, y], of its input, [slice, input channel, x, y].</summary>
    private static readonly ByKind<Func<NetworkLayers, NetworkOptions, OnnxValue, OnnxValue>> FeaturesOf = new ByKind<Func<NetworkLayers, NetworkOptions, OnnxValue, OnnxValue>>()
        .Add<LevelOptions>((layers, options, images) => LevelGraph.Features(layers, (LevelOptions)options, images));

    /// <summary>Name of the input, [slice, input channel, x, y].</summary>
    public const string Images = "images";

    /// <summary>Name of the first output, [slice, modality, x, y].</summary>
    public const string Reconstruction = "reconstruction";

    /// <summary>Name of the second output, [slice, x, y].</summary>
    public const string LesionProbability = "lesion_probability";

    /// <summary>Builds the graph.</summary>
    /// <param name="model">The model; may be closed afterwards.</param>
    /// <exception cref="BrainDaeException">The file does not hold the network of its manifest, or there is no graph of that kind.</exception>
    public static OnnxGraph Of(ModelFile model)
    {
        var options = model.Manifest.Options.Network;
        var featuresOf = FeaturesOf.Find(options.GetType())
            ?? throw BrainDaeException.Invalid($"{model.Path}: its network, {options.Name}, has no ONNX graph; use it with libtorch.");
        var layers = new NetworkLayers(model);
        var graph = layers.Graph;
        var features = featuresOf(layers, options, graph.Input(Images, OnnxType.Single, "slices", Text(options.InputChannels), "x", "y"));
        graph.Output(Reconstruction, layers.Pointwise("last", features), "slices", Text(options.Channels), "x", "y");
        if (options.LesionOutput)
        {
            graph.Output(LesionProbability, Lesion(layers, features), "slices", "x", "y");
        }

        return graph;
    }

    private static OnnxValue Lesion(NetworkLayers layers, OnnxValue features)
    {
        var logits = layers.Pointwise("lesion.last", NetworkLayers.Swish(layers.Neighborhood("lesion.hidden", features)));
        return layers.Graph.Node("Squeeze", [layers.Graph.Node("Sigmoid", [logits]), layers.Graph.Integers(1)]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
