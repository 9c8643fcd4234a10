using BrainDae.Benchmarks.Workers;
using BrainDae.Benchmarks.Workloads;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Benchmarks.Published;

/// <summary>A patient's scores with libtorch's own operations: network, masked error, median of unfolded windows.</summary>
internal sealed class PublishedScoring : IWorkload
{
    private const int BatchSize = 16;

    private readonly PlainUNet network;
    private readonly float[] images;
    private readonly int slices;

    public PublishedScoring(Settings settings)
    {
        set_num_threads(Environment.ProcessorCount);
        slices = settings.Int("slices");
        images = BrainLikeSlices.Create(slices);
        network = new(seed: 1);
    }

    public double Run()
    {
        using var untracked = no_grad();
        var total = 0.0;
        for (var first = 0; first < slices; first += BatchSize)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(BatchSize, slices - first);
            var clean = tensor(images[(first * BrainLikeSlices.Length)..((first + count) * BrainLikeSlices.Length)], [count, 4, 128, 128]);
            var foreground = clean.sum(1, keepdim: true).gt(0.01).to(ScalarType.Float32);
            var mask = avg_pool2d(foreground, 5, 1, 2).gt(0.95).to(ScalarType.Float32);
            var error = (clean - network.Forward(clean)).abs().mean([1], keepdim: true) * mask;
            total += PublishedMedian.Filter(error).sum().item<float>();
        }

        return total / (slices * 128.0 * 128.0);
    }

    public void Dispose() => network.Dispose();
}
