using BrainDae.Benchmarks.Table;

namespace BrainDae.Benchmarks.Rows;

/// <summary>The median filter alone.</summary>
internal sealed class MedianRow : IRow
{
    public string Name => "median";

    public TableRow Measure(Bench bench) => new(Name, "5x5, 32 slices, one thread", bench.Compare(
    [
        new("vectorised selection network", "median", "slices=32"),
        new("published operations (pad, unfold, select)", "published-median", "slices=32"),
    ]));
}
