using BrainDae.Imaging.Filters;
using BenchmarkDotNet.Attributes;

namespace BrainDae.Benchmarks.Kernels;

/// <summary>The 5x5 median of a batch of 32 slices.</summary>
public class MedianFilterBenchmark
{
    private const int Slices = 32, Size = 128, Pixels = Size * Size;
    private readonly float[] error = new float[Slices * Pixels];
    private readonly float[] score = new float[Slices * Pixels];

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        foreach (ref var value in error.AsSpan())
        {
            value = random.NextSingle();
        }
    }

    [Benchmark]
    public void Filter()
    {
        for (var i = 0; i < error.Length; i += Pixels)
        {
            MedianFilter.Apply(error.AsSpan(i, Pixels), score.AsSpan(i, Pixels), Size, Size);
        }
    }
}
