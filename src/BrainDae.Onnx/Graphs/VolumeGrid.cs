using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>Shape and spacing of a volume, [slice, x, y], known when the graph runs.</summary>
/// <param name="volume">A volume of that shape.</param>
/// <param name="spacing">Distance of neighbouring voxels along each axis, millimetres; double precision, [3].</param>
internal sealed class VolumeGrid(OnnxValue volume, OnnxValue spacing)
{
    private readonly OnnxValue shape = volume.Shape();

    public OnnxGraph Graph => volume.Graph;

    /// <summary>Voxels along an axis.</summary>
    public OnnxValue Extent(int axis) => At(shape, axis);

    /// <summary>Their distance.</summary>
    public OnnxValue Spacing(int axis) => At(spacing, axis);

    /// <summary>0, 1, 2, ... along an axis.</summary>
    public OnnxValue Along(int axis) => Graph.Node("Range", [Graph.Integer(0), Extent(axis), Graph.Integer(1)]);

    private OnnxValue At(OnnxValue list, int axis) => Graph.Node("Gather", [list, Graph.Integer(axis)]);
}
