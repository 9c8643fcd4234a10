using BrainDae.Benchmarks.Workers;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>By libtorch, as the product runs it.</summary>
internal sealed class TorchPass : NetworkPass
{
    private readonly DenoisingNetwork network;

    public TorchPass(Settings settings)
        : base(settings)
    {
        var runtime = TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = 0, CacheMemory = true });
        network = FromModel(settings, model => Checkpoint.CreateNetwork(model, runtime));
        network.eval();
        network.Fold();
    }

    public override void Dispose() => network.Dispose();

    protected override float[] Reconstruct(float[] input)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        return TensorMemory.Elements(network.ForwardBoth(tensor(input, Shape)).Reconstruction.contiguous()).ToArray();
    }
}
