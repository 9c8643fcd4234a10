using System.Globalization;
using BrainDae.Data.Cohorts;
using BrainDae.Method.Scores;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>
/// The <see cref="SignedResidualScore"/>, or the <see cref="CombinedScore"/> that adds the lesion probability to it, as
/// a graph. It is measured in the patient's own FLAIR and smoothed across slices, so all slices go in together, with their spacing.
/// </summary>
internal static class SmoothedScoreGraph
{
    /// <summary>Name of the input that tells the distance of slices, and of pixels along x and y, in millimetres: double precision, [3].</summary>
    public const string Spacing = "spacing";

    /// <summary>Builds the graph.</summary>
    /// <param name="modalities">What slices show, FLAIR included.</param>
    /// <param name="calibration">What was measured of the model; with a residual unit for the combined score.</param>
    /// <param name="combined">Whether the lesion probability is added.</param>
    public static OnnxGraph Of(Modalities modalities, ScoreCalibration calibration, bool combined)
    {
        var graph = new OnnxGraph(combined ? "combined_score" : "signed_residual_score");
        var channels = modalities.Count.ToString(CultureInfo.InvariantCulture);
        var images = Foreground.Channels(graph.Input(NetworkGraph.Images, OnnxType.Single, "slices", channels, "x", "y"), modalities.Count);
        var reconstruction = Foreground.Channels(graph.Input(NetworkGraph.Reconstruction, OnnxType.Single, "slices", channels, "x", "y"), modalities.Count);
        var mask = Volume(Foreground.Mask(images));
        OnnxValue[] residuals = [.. images.Zip(reconstruction, (image, expected) => Volume(image - expected))];
        var flair = Volume(images[modalities.ChannelOf(Modality.Flair)]);
        var score = Differences(flair, residuals, new TypicalFlair(flair, mask), modalities, calibration.Healthy);
        if (combined)
        {
            var probability = graph.Input(NetworkGraph.LesionProbability, OnnxType.Single, "slices", "x", "y");
            score = score / graph.Constant((float)calibration.ResidualUnit!.Value) + probability * graph.Constant(CombinedScore.LesionWeight);
        }

        var grid = new VolumeGrid(flair, graph.Input(Spacing, OnnxType.Double, "3"));
        graph.Output(PublishedScoreGraph.Score, Smoothed(score, flair, mask, grid, calibration.Smoothing), "slices", "x", "y");
        return graph;
    }

    /// <summary>As <see cref="SignedResidualScore"/> computes them before it smooths.</summary>
    private static OnnxValue Differences(OnnxValue flair, OnnxValue[] residuals, TypicalFlair typical, Modalities modalities, HealthyResiduals healthy)
    {
        var graph = flair.Graph;
        var sum = (flair - typical.Median) * graph.Constant(SignedResidualScore.Brightness(modalities, healthy));
        foreach (var (channel, weight) in SignedResidualScore.Weights(modalities, healthy))
        {
            sum += residuals[channel] * graph.Constant(weight);
        }

        return graph.Node("Max", [sum, graph.Constant(0)]) * typical.ContrastScale;
    }

    /// <summary>As <see cref="ForegroundStatistics"/> does it.</summary>
    private static OnnxValue Smoothed(OnnxValue score, OnnxValue flair, OnnxValue mask, VolumeGrid grid, double width)
    {
        var inside = score.Where(mask);
        if (width == 0)
        {
            return inside;
        }

        var guided = new GuidedFilterGraph(flair, mask, grid, ForegroundStatistics.GuideReach * width, ForegroundStatistics.GuideVariance);
        var first = VolumeFilter.Gaussian(grid, width).Apply(inside);
        return VolumeFilter.Gaussian(grid, ForegroundStatistics.LastWidth * width).Apply(guided.Apply(first)).Where(mask);
    }

    private static OnnxValue Volume(OnnxValue channel) => channel.Graph.Node("Squeeze", [channel, channel.Graph.Integers(1)]);
}
