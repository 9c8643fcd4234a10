using BrainDae.Method.Scores;
using BrainDae.Onnx.Format;
using BrainDae.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace BrainDae.Onnx.Tests;

/// <summary>Runs a score's graph as any program with ONNX Runtime would.</summary>
internal sealed class GraphRun
{
    private readonly byte[] model;

    private GraphRun(byte[] model) => this.model = model;

    public static GraphRun Of(OnnxGraph graph) => new(graph.ToModel([]).ToArray());

    public static GraphRun Of(ReadOnlyMemory<byte> model) => new(model.ToArray());

    public float[] Score(ReconstructedPatient input, bool combined = false)
    {
        using var session = new InferenceSession(model);
        var images = input.Images.ToArray();
        long[] shape = [input.Slices, input.Modalities.Count, input.Size, input.Size];
        var values = new Dictionary<string, OrtValue>
        {
            [NetworkGraph.Images] = OrtValue.CreateTensorValueFromMemory(images, shape),
            [NetworkGraph.Reconstruction] = OrtValue.CreateTensorValueFromMemory(input.Reconstruction.ToArray(), shape),
        };
        if (session.InputMetadata.ContainsKey(SmoothedScoreGraph.Spacing))
        {
            values[SmoothedScoreGraph.Spacing] = OrtValue.CreateTensorValueFromMemory(new[] { input.Spacing.Slice, input.Spacing.Row, input.Spacing.Column }, [3]);
        }

        if (combined)
        {
            values[NetworkGraph.LesionProbability] = OrtValue.CreateTensorValueFromMemory(input.LesionProbability.ToArray(), [input.Slices, input.Size, input.Size]);
        }

        using var run = new RunOptions();
        using var outputs = session.Run(run, values, [PublishedScoreGraph.Score]);
        foreach (var value in values.Values)
        {
            value.Dispose();
        }

        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
