using BrainDae.Benchmarks.Workers;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>libtorch's product of two square matrices, the most arithmetic a second that it gets out of the machine.</summary>
internal sealed class MatrixProduct : IWorkload
{
    private const int Products = 4;

    private readonly Tensor left;
    private readonly Tensor right;

    public MatrixProduct(Settings settings)
    {
        TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = 0, CacheMemory = true });
        var (size, type) = (settings.Int("size"), Enum.Parse<ScalarType>(settings["precision"]));
        (left, right) = (randn(size, size).to(type), randn(size, size).to(type));
    }

    /// <summary>Gives the time of one product.</summary>
    public double Share => Products;

    public double Run()
    {
        var last = 0.0;
        for (var i = 0; i < Products; i++)
        {
            using var product = left.matmul(right);
            using var corner = product[0, 0].to(ScalarType.Float32);
            last = corner.item<float>();
        }

        return last;
    }

    public void Dispose()
    {
        left.Dispose();
        right.Dispose();
    }
}
