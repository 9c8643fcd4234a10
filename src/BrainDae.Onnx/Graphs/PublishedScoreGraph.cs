using System.Globalization;
using BrainDae.Imaging.Filters;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Scores;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>The <see cref="PublishedScore"/> as a graph: of any number of slices, each on its own.</summary>
internal static class PublishedScoreGraph
{
    private const int Window = MedianFilter.WindowSize;

    /// <summary>Name of the output, [slice, x, y].</summary>
    public const string Score = "score";

    /// <summary>Builds the graph.</summary>
    /// <param name="modalities">Channels of a slice.</param>
    public static OnnxGraph Of(int modalities)
    {
        var graph = new OnnxGraph("published_score");
        var channels = modalities.ToString(CultureInfo.InvariantCulture);
        var images = graph.Input(NetworkGraph.Images, OnnxType.Single, "slices", channels, "x", "y");
        var reconstruction = graph.Input(NetworkGraph.Reconstruction, OnnxType.Single, "slices", channels, "x", "y");
        var errors = graph.Node("Abs", [images - reconstruction]);
        var mean = Foreground.Sum(Foreground.Channels(errors, modalities)) / graph.Constant(modalities);
        var inside = Eroded(Foreground.Mask(Foreground.Channels(images, modalities)));
        graph.Output(Score, Median(mean.Where(inside)), "slices", "x", "y");
        return graph;
    }

    /// <summary>A pixel stays where enough of its window is foreground; beyond the border is none.</summary>
    private static OnnxValue Eroded(OnnxValue foreground)
    {
        const int Reach = MaskErosion.WindowSize / 2;
        var ones = new float[MaskErosion.WindowSize * MaskErosion.WindowSize];
        Array.Fill(ones, 1);
        var graph = foreground.Graph;
        var around = graph.Node(
            "Conv",
            [foreground.As(OnnxType.Single), graph.Constant(ones, [1, 1, MaskErosion.WindowSize, MaskErosion.WindowSize])],
            OnnxAttribute.Of("kernel_shape", [MaskErosion.WindowSize, MaskErosion.WindowSize]),
            OnnxAttribute.Of("pads", [Reach, Reach, Reach, Reach]));
        return around > graph.Constant((float)(MaskErosion.Share * ones.Length));
    }

    /// <summary>The window of each pixel as channels, of which the larger half ends with the median.</summary>
    private static OnnxValue Median(OnnxValue values)
    {
        const int Reach = Window / 2;
        var places = new float[Window * Window * Window * Window];
        for (var place = 0; place < Window * Window; place++)
        {
            places[place * (Window * Window + 1)] = 1;
        }

        var graph = values.Graph;
        var padded = graph.Node("Pad", [values, graph.Integers(0, 0, Reach, Reach, 0, 0, Reach, Reach)], OnnxAttribute.Of("mode", "reflect"));
        var windows = graph.Node("Conv", [padded, graph.Constant(places, [Window * Window, 1, Window, Window])], OnnxAttribute.Of("kernel_shape", [Window, Window]));
        var larger = graph.Nodes("TopK", [windows, graph.Integers(Window * Window / 2 + 1)], 2, OnnxAttribute.Of("axis", 1))[0];
        return graph.Node("ReduceMin", [larger], OnnxAttribute.Of("axes", [1]), OnnxAttribute.Of("keepdims", 0));
    }
}
