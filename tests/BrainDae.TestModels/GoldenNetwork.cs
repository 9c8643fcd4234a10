using BrainDae.Method.Network;
using BrainDae.TestData;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.TestModels;

/// <summary>The small network of the golden data, and its tensors.</summary>
public static class GoldenNetwork
{
    public static UNetOptions Options { get; } = new() { BaseChannels = 4 };

    /// <summary>One thread: on busy cores the threads of one small operation mostly wait for each other.</summary>
    public static TorchRuntime Runtime { get; } = TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = 1, CacheMemory = true });

    public static Tensor Tensor(params ReadOnlySpan<string> path)
    {
        _ = Runtime;
        var array = Npy.Golden(path);
        return tensor(array.Floats, [.. array.Shape.Select(s => (long)s)]);
    }

    /// <summary>The network with the parameters of golden/unet/FOLDER.</summary>
    public static DenoisingNetwork Load(string folder)
    {
        _ = Runtime;
        var network = TorchNetworks.Create(Options);
        using var untracked = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            parameter.copy_(Tensor("unet", folder, $"{name}.npy"));
        }

        return network;
    }

    /// <summary>Largest absolute difference, divided by the largest absolute expected value.</summary>
    public static double RelativeDifference(Tensor actual, Tensor expected) =>
        (actual - expected).abs().max().item<float>() / (double)expected.abs().max().item<float>();

    public static double AbsoluteDifference(Tensor actual, Tensor expected) =>
        (actual - expected).abs().max().item<float>();
}
