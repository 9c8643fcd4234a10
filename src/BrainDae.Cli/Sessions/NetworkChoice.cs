using BrainDae.Cli.Options;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Scoring;
using BrainDae.Onnx;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime;
using TorchSharp;

namespace BrainDae.Cli.Sessions;

/// <summary>A model's network in the runtime that was asked for; the other one is not loaded.</summary>
/// <param name="Network">The network.</param>
/// <param name="Precision">Its arithmetic.</param>
internal sealed record NetworkChoice(IReconstructor Network, NetworkPrecision Precision)
{
    /// <summary>Loads it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="runtime">What runs it.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads of one operation; 0 means one for each processor.</param>
    /// <param name="precision">auto, fp32 or bf16.</param>
    /// <param name="batchSize">Slices at a time.</param>
    /// <exception cref="BrainDaeException">The runtime does not have the device or the precision, or the model is damaged.</exception>
    public static NetworkChoice Load(ModelFile model, NetworkRuntime runtime, ComputeDevice device, int threads, string precision, int batchSize)
    {
        if (runtime == NetworkRuntime.Onnx)
        {
            return new(OnnxReconstructor.Load(model, new() { Threads = threads, CudaDevice = CudaOf(device) }, batchSize), OnnxPrecision(precision));
        }

        var torch = ProgramRuntime.Start(device, threads);
        var arithmetic = NetworkPrecisions.Parse(precision, torch);
        return new(Reconstructor.Load(model, torch, arithmetic, batchSize), arithmetic);
    }

    private static int? CudaOf(ComputeDevice device) => device.Kind switch
    {
        null => OnnxReconstructor.HasCuda ? 0 : null,
        DeviceType.CPU => null,
        DeviceType.CUDA => device.Index,
        _ => throw BrainDaeException.Option($"--device {device}: --runtime onnx has cpu and cuda; use one of these, or --runtime torch."),
    };

    private static NetworkPrecision OnnxPrecision(string text) => text is "auto" or "fp32"
        ? NetworkPrecision.Float32
        : throw BrainDaeException.Option($"--precision {text}: --runtime onnx computes in fp32; use auto or fp32, or --runtime torch.");
}
