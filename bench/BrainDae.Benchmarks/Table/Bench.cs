using System.Collections.Immutable;
using BrainDae.Benchmarks.Workers;

namespace BrainDae.Benchmarks.Table;

/// <summary>What rows measure with.</summary>
internal sealed record Bench(TableOptions Options, Roofs Roofs, Fixtures Fixtures)
{
    private const double Megabyte = 1 << 20;

    /// <summary>
    /// Measures contenders against the last of them.
    /// </summary>
    /// <param name="contenders">Ours first; the last is what the others are compared with.</param>
    /// <param name="roofSeconds">The least time that the machine could need for a contender's work, or null.</param>
    /// <param name="notes">Remarks by label.</param>
    public ImmutableArray<TableLine> Compare(IReadOnlyList<Contender> contenders, Func<Contender, double?>? roofSeconds = null, Func<Contender, string>? notes = null)
    {
        var samples = Interleaving.Run(contenders, Options.Rounds);
        var reference = samples[^1];
        return [.. contenders.Select((contender, i) => Line(
            contender,
            samples[i],
            i == contenders.Count - 1 ? null : Spread.Of(samples[i].Zip(reference, (ours, theirs) => theirs.Seconds / ours.Seconds)),
            roofSeconds?.Invoke(contender),
            notes?.Invoke(contender) ?? ""))];
    }

    public static TableLine Line(Contender contender, ImmutableArray<Sample> samples, Spread? speedup, double? roofSeconds, string note)
    {
        var time = Spread.Of(samples.Select(s => s.Seconds * 1000));
        return new(
            contender.Label,
            "ms",
            time,
            speedup,
            roofSeconds * 1000 / time.Median,
            samples.Max(s => s.PeakBytes) / Megabyte,
            Spread.Of(samples.Select(s => s.AllocatedBytes / Megabyte)).Median,
            string.Join("; ", new[] { note, $"result {samples[^1].Check:G6}" }.Where(text => text.Length > 0)));
    }
}
