using BrainDae.Benchmarks.Workers;
using BrainDae.Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Benchmarks.Published;

/// <summary>The 5x5 median as reflection padding, unfolding into 25 values a pixel and selection, on one thread.</summary>
internal sealed class PublishedMedian : IWorkload
{
    private readonly Tensor error;

    public PublishedMedian(Settings settings)
    {
        set_num_threads(1);
        error = tensor(MedianOfSlices.CreateError(settings.Int("slices")), [settings.Int("slices"), 1, 128, 128]);
    }

    /// <summary>Filters [slices, 1, rows, columns]; the 13th of 25 values is the median.</summary>
    public static Tensor Filter(Tensor error)
    {
        var windows = pad(error, [2, 2, 2, 2], PaddingModes.Reflect).unfold(2, 5, 1).unfold(3, 5, 1);
        return windows.reshape(error.shape[0], 1, error.shape[2], error.shape[3], 25).kthvalue(13, dim: -1).values;
    }

    public double Run()
    {
        using var scope = NewDisposeScope();
        return Filter(error).to(ScalarType.Float64).sum().item<double>();
    }

    public void Dispose() => error.Dispose();
}
