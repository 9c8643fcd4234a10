using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>The network's layers as nodes, with the parameters of a model; names are those of published checkpoints.</summary>
/// <param name="model">The model.</param>
internal sealed class NetworkLayers(ModelFile model)
{
    /// <summary>Added to a variance: PyTorch's default.</summary>
    private const float GroupEpsilon = 1e-5f;

    private OnnxValue? border;

    public OnnxGraph Graph { get; } = Begin(model);

    private OnnxValue Border => border ??= Graph.Integers(0, 0, 1, 1, 0, 0, 1, 1);

    public static OnnxValue Halved(OnnxValue input) =>
        input.Graph.Node("AveragePool", [input], OnnxAttribute.Of("kernel_shape", [2, 2]), OnnxAttribute.Of("strides", [2, 2]));

    public static OnnxValue Swish(OnnxValue input) => input * input.Graph.Node("Sigmoid", [input]);

    /// <summary>Twice [weight-standardized convolution, swish, group norm].</summary>
    public OnnxValue Block(string name, OnnxValue input)
    {
        var first = Normalized($"{name}.3", Swish(Standardized($"{name}.1", input)));
        return Normalized($"{name}.7", Swish(Standardized($"{name}.5", first)));
    }

    /// <summary>A 1x1 convolution.</summary>
    public OnnxValue Pointwise(string name, OnnxValue input) =>
        Graph.Node("Conv", [input, Parameter($"{name}.weight"), Parameter($"{name}.bias")], OnnxAttribute.Of("kernel_shape", [1, 1]));

    /// <summary>A 3x3 convolution on a reflected border of one pixel.</summary>
    public OnnxValue Neighborhood(string name, OnnxValue input) => Convolved(name, input, Parameter($"{name}.weight"));

    /// <summary>A 2x2 transposed convolution of stride 2.</summary>
    public OnnxValue Doubled(string name, OnnxValue input) => Graph.Node(
        "ConvTranspose",
        [input, Parameter($"{name}.weight"), Parameter($"{name}.bias")],
        OnnxAttribute.Of("kernel_shape", [2, 2]),
        OnnxAttribute.Of("strides", [2, 2]));

    /// <summary>What was folded here need not be computed in every call.</summary>
    private OnnxValue Standardized(string name, OnnxValue input)
    {
        var weights = Values($"{name}.weight", out var shape).ToArray();
        WeightStandardization.Apply(weights, (int)shape[1] * 9);
        return Convolved(name, input, Graph.Constant(weights, shape));
    }

    private OnnxValue Convolved(string name, OnnxValue input, OnnxValue weight) => Graph.Node(
        "Conv",
        [Graph.Node("Pad", [input, Border], OnnxAttribute.Of("mode", "reflect")), weight, Parameter($"{name}.bias")],
        OnnxAttribute.Of("kernel_shape", [3, 3]));

    /// <summary>Group normalization, which this opset lacks: that of each group as if it were one instance's channel, then a scale and a shift for each channel.</summary>
    private OnnxValue Normalized(string name, OnnxValue input)
    {
        var weight = Values($"{name}.weight", out _);
        var groups = LevelOptions.GroupsOf(weight.Length);
        var (ones, zeros) = (new float[groups], new float[groups]);
        Array.Fill(ones, 1);
        var normalized = Graph.Node(
            "InstanceNormalization",
            [input.Reshaped(0, groups, -1), Graph.Constant(ones, [groups]), Graph.Constant(zeros, [groups])],
            OnnxAttribute.Of("epsilon", GroupEpsilon));
        var scale = Graph.Constant(weight, [weight.Length, 1, 1]);
        var shift = Graph.Constant(Values($"{name}.bias", out _), [weight.Length, 1, 1]);
        return normalized.Reshaped(input.Shape()) * scale + shift;
    }

    private OnnxValue Parameter(string name)
    {
        var values = Values(name, out var shape);
        return Graph.Constant(values, shape);
    }

    /// <summary>A parameter, whose presence and shape were seen to when the graph was begun.</summary>
    private ReadOnlySpan<float> Values(string name, out ReadOnlySpan<long> shape)
    {
        var entry = model.Tensors.Tensors[name];
        shape = entry.Shape.AsSpan();
        return model.Tensors.Values<float>(entry);
    }

    private static OnnxGraph Begin(ModelFile model)
    {
        StoredParameters.RequireAll(model, prefix: "");
        return new("reconstruct");
    }
}
