using BrainDae.Benchmarks.Workers;
using BrainDae.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>By ONNX Runtime at its defaults, from the exported graph.</summary>
internal sealed class OnnxPass : NetworkPass
{
    private readonly InferenceSession session;

    public OnnxPass(Settings settings)
        : base(settings) => session = new(FromModel(settings, model => OnnxExport.Network(model).ToArray()));

    public override void Dispose() => session.Dispose();

    protected override float[] Reconstruct(float[] input)
    {
        using var images = OrtValue.CreateTensorValueFromMemory(input, Shape);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["images"], [images], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
