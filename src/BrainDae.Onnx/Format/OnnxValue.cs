namespace BrainDae.Onnx.Format;

/// <summary>A tensor in a graph: an input, a constant or what a node gives. Operators add the node that computes them, element by element, with broadcasting.</summary>
/// <param name="graph">The graph.</param>
/// <param name="name">Its name there.</param>
internal sealed class OnnxValue(OnnxGraph graph, string name)
{
    public OnnxGraph Graph { get; } = graph;

    public string Name { get; } = name;

    public static OnnxValue operator +(OnnxValue left, OnnxValue right) => left.Graph.Node("Add", [left, right]);

    public static OnnxValue operator -(OnnxValue left, OnnxValue right) => left.Graph.Node("Sub", [left, right]);

    public static OnnxValue operator *(OnnxValue left, OnnxValue right) => left.Graph.Node("Mul", [left, right]);

    public static OnnxValue operator /(OnnxValue left, OnnxValue right) => left.Graph.Node("Div", [left, right]);

    public static OnnxValue operator >(OnnxValue left, OnnxValue right) => left.Graph.Node("Greater", [left, right]);

    public static OnnxValue operator <(OnnxValue left, OnnxValue right) => left.Graph.Node("Less", [left, right]);

    /// <summary>Another element type.</summary>
    public OnnxValue As(OnnxType type) => Graph.Node("Cast", [this], OnnxAttribute.Of("to", (int)type));

    /// <summary>Another shape of as many elements; -1 is what is left, 0 the same extent as before.</summary>
    public OnnxValue Reshaped(params ReadOnlySpan<long> shape) => Reshaped(Graph.Integers(shape));

    /// <summary>Another shape, known when the graph runs.</summary>
    public OnnxValue Reshaped(OnnxValue shape) => Graph.Node("Reshape", [this, shape]);

    /// <summary>The extents.</summary>
    public OnnxValue Shape() => Graph.Node("Shape", [this]);

    /// <summary>These values where a condition holds, 0 elsewhere.</summary>
    public OnnxValue Where(OnnxValue condition) => Graph.Node("Where", [condition, this, Graph.Constant(0)]);
}
