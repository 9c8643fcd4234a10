using BrainDae.Imaging.Distances;
using BrainDae.Imaging.Grids;
using BrainDae.Metrics.Surfaces;
using BrainDae.Metrics.Volumes;
using BenchmarkDotNet.Attributes;

namespace BrainDae.Benchmarks.Kernels;

/// <summary>Measuring one patient on its own grid: a large lesion, a detection beside it and a few false alarms far away.</summary>
public class VolumeMetricsBenchmark
{
    private static readonly GridShape Shape = new(155, 240, 240);
    private static readonly GridSpacing Spacing = new(1, 1, 1);
    private readonly byte[] truth = new byte[Shape.Count];
    private readonly byte[] detected = new byte[Shape.Count];
    private readonly double[] squared = new double[Shape.Count];

    [GlobalSetup]
    public void Fill()
    {
        Ball(truth, (80, 90, 100), 30);
        Ball(detected, (84, 93, 102), 28);
        Ball(detected, (20, 40, 60), 6);
        Ball(detected, (140, 200, 180), 6);
    }

    [Benchmark]
    public VolumeMetrics All() => VolumeMetrics.Of(detected, VolumeTruth.Of(truth, Shape, Spacing, new()));

    [Benchmark]
    public SurfaceDistances Surfaces() => SurfaceDistances.Between(detected, truth, Shape, Spacing);

    [Benchmark]
    public void Distances() => DistanceTransform.Squared(detected, squared, Shape, Spacing);

    private static void Ball(byte[] mask, (int Slice, int Row, int Column) centre, int radius)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            var (s, r, c) = (i / 57600 - centre.Slice, i / 240 % 240 - centre.Row, i % 240 - centre.Column);
            mask[i] |= s * s + r * r + c * c <= radius * radius ? (byte)1 : (byte)0;
        }
    }
}
