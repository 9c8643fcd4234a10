using BrainDae.Method.Config;
using BrainDae.Method.Network;
using BrainDae.Torch.Network.Normalization;
using BrainDae.Torch.Runtime;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace BrainDae.Benchmarks.Kernels;

/// <summary>Group normalisation of one batch of channels-last images and its gradient, at the levels of the published network.</summary>
[MemoryDiagnoser]
public class GroupNormBenchmark
{
    private const int BatchSize = 16;
    private const int Edge = 128;

    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private int groups;
    private Tensor input = null!;
    private Tensor slope = null!;
    private Tensor weight = null!;
    private Tensor bias = null!;

    [Params(0, 1, 2, 3)]
    public int Level { get; set; }

    [Params(NetworkPrecision.BFloat16, NetworkPrecision.Float32)]
    public NetworkPrecision Precision { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = 0, CacheMemory = true });
        var (channels, edge) = (new UNetOptions().ChannelsAt(Level), Edge >> Level);
        groups = UNetOptions.GroupsOf(channels);
        input = ChannelsLast().requires_grad_(true);
        slope = ChannelsLast();
        weight = ones(channels, requires_grad: true);
        bias = zeros(channels, requires_grad: true);

        Tensor ChannelsLast() => randn(BatchSize, edge, edge, channels)
            .to(Precision == NetworkPrecision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32).permute(0, 3, 1, 2).detach();
    }

    [GlobalCleanup]
    public void CleanUp() => scope.Dispose();

    [Benchmark(Baseline = true)]
    public void Libtorch()
    {
        using var step = NewDisposeScope();
        nn.functional.group_norm(input, groups, weight.to(input.dtype), bias.to(input.dtype), 1e-5).backward([slope]);
    }

    [Benchmark]
    public void Ours()
    {
        using var step = NewDisposeScope();
        ChannelsLastGroupNorm.Of(input, weight, bias, groups).backward([slope]);
        ChannelsLastGroupNorm.LetGo();
    }
}
