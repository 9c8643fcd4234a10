using BrainDae.Imaging.Filters;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>The <see cref="GuidedFilter"/> as nodes.</summary>
internal sealed class GuidedFilterGraph
{
    private readonly OnnxValue mask;
    private readonly OnnxValue guide;
    private readonly OnnxValue inverseCount;
    private readonly OnnxValue mean;
    private readonly OnnxValue variance;
    private readonly VolumeFilter box;

    /// <summary>Learns the guide.</summary>
    /// <param name="guide">[slice, x, y].</param>
    /// <param name="mask">Same shape, true where there is a guide.</param>
    /// <param name="grid">Shape and spacing of both.</param>
    /// <param name="reach">How far the box reaches to either side, millimetres.</param>
    /// <param name="regularization">Variance of the guide below which values are smoothed rather than fitted.</param>
    public GuidedFilterGraph(OnnxValue guide, OnnxValue mask, VolumeGrid grid, double reach, double regularization)
    {
        var graph = grid.Graph;
        var ones = mask.As(OnnxType.Single);
        this.mask = mask;
        box = VolumeFilter.BoxSum(grid, reach);

        // Its mean is taken off, so that little precision is lost in the difference that a variance is.
        var pixels = graph.Node("Max", [Sum(ones), graph.Constant(1)]);
        this.guide = (guide - Sum(guide.Where(mask)) / pixels).Where(mask);
        inverseCount = (graph.Constant(1) / box.Apply(ones)).Where(mask);
        mean = Mean(this.guide);
        variance = graph.Node("Max", [Mean(this.guide * this.guide) - mean * mean, graph.Constant(0)]) + graph.Constant((float)regularization);
    }

    /// <summary>Smooths values, [slice, x, y]; outside of the mask they become 0.</summary>
    public OnnxValue Apply(OnnxValue values)
    {
        var inside = values.Where(mask);
        var value = Mean(inside);
        var slope = ((Mean(inside * guide) - mean * value) / variance).Where(mask);
        var offset = (value - slope * mean).Where(mask);
        return Mean(slope) * guide + Mean(offset);
    }

    /// <summary>The mean over the voxels of the mask in the box around each.</summary>
    private OnnxValue Mean(OnnxValue values) => box.Apply(values) * inverseCount;

    private static OnnxValue Sum(OnnxValue values) => values.Graph.Node("ReduceSum", [values]);
}
