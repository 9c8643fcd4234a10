using BrainDae.Imaging.Masks;
using BenchmarkDotNet.Attributes;

namespace BrainDae.Benchmarks.Kernels;

/// <summary>Foreground and its erosion for a batch of 32 slices of 4 channels.</summary>
public class MaskErosionBenchmark
{
    private const int Slices = 32, Channels = 4, Size = 128, Pixels = Size * Size;
    private readonly float[] images = new float[Slices * Channels * Pixels];
    private readonly byte[] mask = new byte[Slices * Pixels];

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        foreach (ref var value in images.AsSpan())
        {
            value = random.Next(30) == 0 ? 0 : random.NextSingle();
        }
    }

    [Benchmark]
    public void FindAndErode()
    {
        for (var i = 0; i < mask.Length; i += Pixels)
        {
            var slice = mask.AsSpan(i, Pixels);
            ForegroundMask.Find(images.AsSpan(i * Channels, Channels * Pixels), slice);
            MaskErosion.Apply(slice, slice, Size, Size);
        }
    }
}
