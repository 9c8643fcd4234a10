using BrainDae.Data.Cohorts;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;
using BrainDae.Onnx.Format;
using BrainDae.Onnx.Graphs;
using BrainDae.TestData;

namespace BrainDae.Onnx.Tests;

/// <summary>The format's own checker, with its inference of shapes, accepts every graph.</summary>
public sealed class OnnxCheckerTests
{
    private const string Script = """
        import sys, onnx
        for path in sys.argv[1:]:
            model = onnx.load(path)
            onnx.checker.check_model(model, full_check=True)
            print(model.opset_import[0].version, model.ir_version, [o.name for o in model.graph.output])
        """;

    [Fact]
    public void Every_graph_is_accepted()
    {
        Assert.SkipUnless(SystemPython.Has("onnx"), "the system's Python has no onnx");
        using var folder = new TemporaryFolder();
        using var model = new RandomModel(new UNetOptions { BaseChannels = 4, Depth = 3, LesionOutput = true });
        var calibration = new ScoreCalibration(HealthyResiduals.Uncalibrated(4), ResidualUnit: 1);
        OnnxGraph[] graphs = [NetworkGraph.Of(model.File), PublishedScoreGraph.Of(4), SmoothedScoreGraph.Of(Modalities.Brats, calibration, combined: true)];
        string[] files = [.. graphs.Select((_, i) => folder[$"{i}.onnx"])];
        foreach (var (graph, file) in graphs.Zip(files))
        {
            File.WriteAllBytes(file, graph.ToModel([]));
        }

        Assert.Equal(
            ["17 8 ['reconstruction', 'lesion_probability']", "17 8 ['score']", "17 8 ['score']"],
            SystemPython.Run(Script, files).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
