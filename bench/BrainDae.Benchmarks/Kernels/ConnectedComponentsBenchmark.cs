using BrainDae.Imaging.Components;
using BrainDae.Imaging.Grids;
using BenchmarkDotNet.Attributes;

namespace BrainDae.Benchmarks.Kernels;

/// <summary>Filtering the small components out of one patient of 138 slices: a few large bodies and scattered voxels.</summary>
public class ConnectedComponentsBenchmark
{
    private static readonly GridShape Shape = new(138, 128, 128);
    private readonly byte[] mask = new byte[Shape.Count];
    private readonly byte[] kept = new byte[Shape.Count];

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        for (var i = 0; i < mask.Length; i++)
        {
            var body = Math.Sin(i / 16384 * 0.3) + Math.Sin(i / 128 % 128 * 0.3) + Math.Sin(i % 128 * 0.3);
            mask[i] = body > 1.5 || random.Next(300) == 0 ? (byte)1 : (byte)0;
        }
    }

    [Benchmark]
    public int RemoveSmall() => ConnectedComponents.RemoveSmall(mask, kept, Shape);

    [Benchmark]
    public ComponentLabels Label() => ConnectedComponents.Label(mask, Shape);
}
