using BrainDae.Benchmarks.Workers;
using BrainDae.Imaging.Filters;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>The 5x5 median of slices on one thread.</summary>
internal sealed class MedianOfSlices(Settings settings) : IWorkload
{
    private const int Size = 128, Pixels = Size * Size;

    // One pass takes about a millisecond: many passes make one run.
    private const int Passes = 20;

    private readonly float[] error = CreateError(settings.Int("slices"));
    private readonly float[] median = new float[settings.Int("slices") * Pixels];

    public double Share => Passes;

    public static float[] CreateError(int slices)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, slices * Pixels).Select(_ => random.NextSingle())];
    }

    public double Run()
    {
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var i = 0; i < error.Length; i += Pixels)
            {
                MedianFilter.Apply(error.AsSpan(i, Pixels), median.AsSpan(i, Pixels), Size, Size);
            }
        }

        return median.Sum(value => (double)value);
    }
}
