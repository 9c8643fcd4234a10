using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>The network's layers as nodes, with the parameters of a model; names are those of published checkpoints.</summary>
/// <param name="model">The model.</param>
internal sealed class NetworkLayers(ModelFile model)
{
    /// <summary>Added to a variance: PyTorch's default.</summary>
    private const float GroupEpsilon = 1e-5f;

    private readonly HashSet<string> used = [];
    private OnnxValue? border;

    public OnnxGraph Graph { get; } = Begin(model);

    private OnnxValue Border => border ??= Graph.Integers(0, 0, 1, 1, 0, 0, 1, 1);

    public static OnnxValue Halved(OnnxValue input) =>
        input.Graph.Node("AveragePool", [input], OnnxAttribute.Of("kernel_shape", [2, 2]), OnnxAttribute.Of("strides", [2, 2]));

    public static OnnxValue Swish(OnnxValue input) => input * input.Graph.Node("Sigmoid", [input]);

    /// <summary>Twice [weight-standardised convolution, swish, group norm].</summary>
    public OnnxValue Block(string name, OnnxValue input, int inputChannels, int outputChannels)
    {
        var first = Normalized($"{name}.3", Swish(Standardized($"{name}.1", input, inputChannels, outputChannels)), outputChannels);
        return Normalized($"{name}.7", Swish(Standardized($"{name}.5", first, outputChannels, outputChannels)), outputChannels);
    }

    /// <summary>A 1x1 convolution.</summary>
    public OnnxValue Pointwise(string name, OnnxValue input, int inputChannels, int outputChannels) =>
        Graph.Node("Conv", [input, Parameter($"{name}.weight", outputChannels, inputChannels, 1, 1), Parameter($"{name}.bias", outputChannels)], OnnxAttribute.Of("kernel_shape", [1, 1]));

    /// <summary>A 3x3 convolution on a reflected border of one pixel.</summary>
    public OnnxValue Neighborhood(string name, OnnxValue input, int inputChannels, int outputChannels) =>
        Convolved(name, input, Parameter($"{name}.weight", outputChannels, inputChannels, 3, 3), outputChannels);

    /// <summary>A 2x2 transposed convolution of stride 2.</summary>
    public OnnxValue Doubled(string name, OnnxValue input, int inputChannels, int outputChannels) => Graph.Node(
        "ConvTranspose",
        [input, Parameter($"{name}.weight", inputChannels, outputChannels, 2, 2), Parameter($"{name}.bias", outputChannels)],
        OnnxAttribute.Of("kernel_shape", [2, 2]),
        OnnxAttribute.Of("strides", [2, 2]));

    /// <exception cref="BrainDaeException">The file holds a parameter that no layer took.</exception>
    public void RequireNoOther() => StoredParameters.RequireNoOther(model, used);

    /// <summary>What was folded here need not be computed in every call.</summary>
    private OnnxValue Standardized(string name, OnnxValue input, int inputChannels, int outputChannels)
    {
        long[] shape = [outputChannels, inputChannels, 3, 3];
        var weights = Values($"{name}.weight", shape).ToArray();
        WeightStandardization.Apply(weights, inputChannels * 9);
        return Convolved(name, input, Graph.Constant(weights, shape), outputChannels);
    }

    private OnnxValue Convolved(string name, OnnxValue input, OnnxValue weight, int outputChannels) => Graph.Node(
        "Conv",
        [Graph.Node("Pad", [input, Border], OnnxAttribute.Of("mode", "reflect")), weight, Parameter($"{name}.bias", outputChannels)],
        OnnxAttribute.Of("kernel_shape", [3, 3]));

    /// <summary>Group normalisation, which this opset lacks: that of each group as if it were one instance's channel, then a scale and a shift for each channel.</summary>
    private OnnxValue Normalized(string name, OnnxValue input, int channels)
    {
        var groups = UNetOptions.GroupsOf(channels);
        var (ones, zeros) = (new float[groups], new float[groups]);
        Array.Fill(ones, 1);
        var normalized = Graph.Node(
            "InstanceNormalization",
            [input.Reshaped(0, groups, -1), Graph.Constant(ones, [groups]), Graph.Constant(zeros, [groups])],
            OnnxAttribute.Of("epsilon", GroupEpsilon));
        var scale = Graph.Constant(Values($"{name}.weight", [channels]), [channels, 1, 1]);
        var shift = Graph.Constant(Values($"{name}.bias", [channels]), [channels, 1, 1]);
        return normalized.Reshaped(input.Shape()) * scale + shift;
    }

    private OnnxValue Parameter(string name, params ReadOnlySpan<long> shape) => Graph.Constant(Values(name, shape), shape);

    private ReadOnlySpan<float> Values(string name, ReadOnlySpan<long> shape)
    {
        used.Add(name);
        return model.Tensors.Values<float>(StoredParameters.Require(model, name, shape));
    }

    private static OnnxGraph Begin(ModelFile model)
    {
        StoredParameters.RequireDeepestLevel(model);
        return new("reconstruct");
    }
}
