using BrainDae.Method.Scores;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>What is typical of a patient's FLAIR, as nodes; see <see cref="ForegroundStatistics"/>.</summary>
internal sealed class TypicalFlair
{
    /// <summary>Measures it.</summary>
    /// <param name="flair">[slice, x, y].</param>
    /// <param name="mask">Same shape, true in the foreground.</param>
    public TypicalFlair(OnnxValue flair, OnnxValue mask)
    {
        var graph = flair.Graph;
        var chosen = mask.Reshaped(-1).As(OnnxType.Int64);

        // Where there is no foreground, a 0 is all there is: then both are 0.
        var isEmpty = graph.Integer(1) - graph.Node("ReduceMax", [chosen]);
        var values = Joined(flair.Reshaped(-1), graph.Constant([0], [1]));
        var condition = graph.Node("Greater", [Joined(chosen, isEmpty), graph.Integer(0)]);
        var inside = graph.Node("Compress", [values, condition], OnnxAttribute.Of("axis", 0));
        Median = MiddleOf(inside);
        var spread = MiddleOf(graph.Node("Abs", [inside - Median]));
        var one = graph.Constant(1);
        ContrastScale = graph.Node("Where", [spread > graph.Constant(0), one / graph.Node("Sqrt", [spread]), one]);
    }

    /// <summary>Its median in the foreground.</summary>
    public OnnxValue Median { get; }

    /// <summary>What distances from it are multiplied by.</summary>
    public OnnxValue ContrastScale { get; }

    /// <summary>The value at half of the number, rounded down, counted from 0 at the smallest.</summary>
    private static OnnxValue MiddleOf(OnnxValue values)
    {
        var graph = values.Graph;
        var count = values.Shape() / graph.Integer(2) + graph.Integer(1);
        var smaller = graph.Nodes("TopK", [values, count], 2, OnnxAttribute.Of("axis", 0), OnnxAttribute.Of("largest", 0), OnnxAttribute.Of("sorted", 0))[0];
        return graph.Node("ReduceMax", [smaller]);
    }

    private static OnnxValue Joined(OnnxValue left, OnnxValue right) => left.Graph.Node("Concat", [left, right], OnnxAttribute.Of("axis", 0));
}
