using BrainDae.Benchmarks.Workers;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>Copies memory on every processor: the most bytes a second that the machine moves.</summary>
internal sealed class Copy(Settings settings) : IWorkload
{
    private readonly byte[] source = new byte[settings.Int("bytes")];
    private readonly byte[] destination = new byte[settings.Int("bytes")];

    public double Run()
    {
        var parts = Environment.ProcessorCount;
        Parallel.For(0, parts, part =>
        {
            var (start, end) = ((int)((long)source.Length * part / parts), (int)((long)source.Length * (part + 1) / parts));
            source.AsSpan(start..end).CopyTo(destination.AsSpan(start..end));
        });
        return destination[^1];
    }
}
