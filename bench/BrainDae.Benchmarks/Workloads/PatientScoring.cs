using BrainDae.Benchmarks.Workers;
using BrainDae.Method.Config;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>A patient's scores as the product computes them: network with folded weights, masked error and median.</summary>
internal sealed class PatientScoring : IWorkload
{
    private readonly int slices;
    private readonly float[] images;
    private readonly float[] reconstruction;
    private readonly Reconstructor reconstructor;

    public PatientScoring(Settings settings)
    {
        slices = settings.Int("slices");
        images = BrainLikeSlices.Create(slices);
        reconstruction = new float[images.Length];
        var runtime = TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = 0, CacheMemory = true });
        reconstructor = new(new LevelNetwork(new UNetOptions(), seed: 1), trainedWindow: null, runtime, Enum.Parse<NetworkPrecision>(settings["precision"]));
    }

    public double Run()
    {
        reconstructor.Run(images, reconstruction, [], BrainLikeSlices.Size);
        var scores = new PublishedScore().Compute(new(images, reconstruction, slices, BrainLikeSlices.Size));
        return scores.Average(score => (double)score);
    }

    public void Dispose() => reconstructor.Dispose();
}
