using BrainDae.Imaging.Filters;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>
/// A filter of a volume that works along one axis after the other, as nodes: along each it is the product with a
/// matrix, so that any width, and any way to treat the border, is the same few nodes.
/// </summary>
internal sealed class VolumeFilter
{
    private readonly OnnxValue[] matrices;

    private VolumeFilter(Func<int, OnnxValue> matrix) => matrices = [matrix(0), matrix(1), matrix(2)];

    /// <summary>The <see cref="GaussianFilter"/>.</summary>
    /// <param name="grid">The volume's grid.</param>
    /// <param name="deviation">Millimetres, above 0.</param>
    public static VolumeFilter Gaussian(VolumeGrid grid, double deviation) => new(axis =>
    {
        var graph = grid.Graph;
        var voxels = graph.Double(deviation) / grid.Spacing(axis);
        var radius = (voxels * graph.Double(GaussianFilter.Truncation) + graph.Double(0.5)).As(OnnxType.Int64);
        var one = graph.Integer(1);
        var offsets = graph.Node("Range", [graph.Integer(0) - radius, radius + one, one]);
        var distance = offsets.As(OnnxType.Double) / voxels;
        var weights = graph.Node("Exp", [graph.Double(-0.5) * distance * distance]);
        var kernel = (weights / graph.Node("ReduceSum", [weights])).As(OnnxType.Single).Reshaped(1, 1, -1);

        // Which voxel stands at each place of the kernel: beyond the border, those before it in reverse order, as often as it takes.
        var places = grid.Along(axis).Reshaped(-1, 1) + offsets;
        var period = grid.Extent(axis) + grid.Extent(axis);
        var folded = graph.Node("Mod", [places, period]);
        var source = graph.Node("Min", [folded, period - one - folded]);
        var chosen = graph.Node("Equal", [graph.Node("Unsqueeze", [source, graph.Integers(2)]), grid.Along(axis)]).As(OnnxType.Single);
        return graph.Node("Squeeze", [graph.Node("MatMul", [kernel, chosen]), graph.Integers(1)]);
    });

    /// <summary>The sum over a box; beyond the border is nothing.</summary>
    /// <param name="grid">The volume's grid.</param>
    /// <param name="reach">How far the box reaches to either side, millimetres; rounded to whole voxels.</param>
    public static VolumeFilter BoxSum(VolumeGrid grid, double reach) => new(axis =>
    {
        var graph = grid.Graph;
        var voxels = graph.Node("Round", [graph.Double(reach) / grid.Spacing(axis)]).As(OnnxType.Int64);
        var distance = graph.Node("Abs", [grid.Along(axis).Reshaped(-1, 1) - grid.Along(axis)]);
        return (distance < voxels + graph.Integer(1)).As(OnnxType.Single);
    });

    /// <summary>Filters a volume, [slice, x, y]. The matrices are symmetric, so those of both axes of a slice may stand on either side.</summary>
    public OnnxValue Apply(OnnxValue volume)
    {
        var graph = volume.Graph;
        var within = graph.Node("MatMul", [graph.Node("MatMul", [matrices[1], volume]), matrices[2]]);
        return graph.Node("MatMul", [matrices[0], within.Reshaped(0, -1)]).Reshaped(volume.Shape());
    }
}
