using BrainDae.Cli.Options;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Scoring;
using BrainDae.Onnx;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Sessions;

/// <summary>A model's network in the runtime that was asked for; the other one is not loaded.</summary>
internal static class NetworkChoice
{
    /// <summary>Loads it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="runtime">What runs it.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads of one operation; 0 means one for each processor.</param>
    /// <param name="precision">Arithmetic inside the network.</param>
    /// <param name="batchSize">Slices at a time.</param>
    /// <exception cref="BrainDaeException">The runtime does not have the device or the precision, or the model is damaged.</exception>
    public static IReconstructor Load(ModelFile model, NetworkRuntime runtime, ComputeDevice device, int threads, NetworkPrecision precision, int batchSize)
    {
        if (runtime == NetworkRuntime.Onnx)
        {
            return precision == NetworkPrecision.BFloat16
                ? throw BrainDaeException.Option("--precision bf16: --runtime onnx computes in fp32; use auto or fp32, or --runtime torch.")
                : OnnxReconstructor.Load(model, new() { Threads = threads, CudaDevice = CudaOf(device) }, batchSize);
        }

        return Reconstructor.Load(model, ProgramRuntime.Start(device, threads), precision, batchSize);
    }

    private static int? CudaOf(ComputeDevice device) => device.Kind switch
    {
        null => OnnxReconstructor.HasCuda ? 0 : null,
        DeviceKind.Cpu => null,
        DeviceKind.Cuda => device.Index,
        _ => throw BrainDaeException.Option($"--device {device}: --runtime onnx has cpu and cuda; use one of these, or --runtime torch."),
    };
}
