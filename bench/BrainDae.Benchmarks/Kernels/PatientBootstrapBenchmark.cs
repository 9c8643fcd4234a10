using System.Collections.Immutable;
using BrainDae.Imaging.Randomness;
using BrainDae.Metrics.Intervals;
using BrainDae.Metrics.Pixels;
using BenchmarkDotNet.Attributes;

namespace BrainDae.Benchmarks.Kernels;

/// <summary>The interval of average precision over the 251 patients of the published test split, 8,400 distinct scores each.</summary>
public class PatientBootstrapBenchmark
{
    private const int Patients = 251;
    private readonly PatientBootstrap bootstrap = new(Patients);
    private ImmutableArray<ScoreDistribution> distributions;

    [GlobalSetup]
    public void Fill() => distributions = [.. Enumerable.Range(0, Patients).Select(patient =>
    {
        var random = new RandomStream(1, patient);
        return new ScoreDistribution([.. Enumerable.Range(0, 14000).Where(_ => random.NextDouble() < 0.6)
            .Select(bits => new ScoreCount(BitConverter.UInt16BitsToHalf((ushort)bits), bits > 5000 ? random.NextInt(bits / 1000) : 0, random.NextInt(40)))]);
    })];

    [Benchmark]
    public ConfidenceInterval? AveragePrecision() => bootstrap.OfAveragePrecision(distributions);
}
