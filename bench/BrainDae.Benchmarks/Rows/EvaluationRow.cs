using System.Collections.Immutable;
using BrainDae.Benchmarks.Table;

namespace BrainDae.Benchmarks.Rows;

/// <summary>Average precision and 1,000 Dices of a test set's pixels.</summary>
internal sealed class EvaluationRow : IRow
{
    private const int BytesAPixel = sizeof(float) + sizeof(byte);

    public string Name => "evaluation";

    public TableRow Measure(Bench bench)
    {
        var pixels = bench.Options.Pixels;
        Contender[] contenders =
        [
            Ours($"counting, {Environment.ProcessorCount} threads", Environment.ProcessorCount),
            Ours("counting, one thread", 1),
            new("published: sort for AP", "published-average-precision", $"pixels={pixels}"),
            new("published: 1,000 Dices one by one", "published-dice", $"pixels={pixels}"),
        ];
        var samples = Interleaving.Run(contenders, bench.Options.Rounds);

        // The published code needs both, so ours is compared with the sum of the two.
        var published = samples[2].Zip(samples[3], (sort, dice) => sort.Seconds + dice.Seconds).ToImmutableArray();
        var lines = contenders.Select((contender, i) => Bench.Line(
            contender,
            samples[i],
            i < 2 ? Spread.Of(samples[i].Zip(published, (ours, theirs) => theirs / ours.Seconds)) : null,
            i < 2 ? (double)pixels * BytesAPixel / bench.Roofs.CopyBytes : null,
            i switch
            {
                2 => "measured on 1 pixel in 16 and scaled in proportion; memory of that part",
                3 => "measured on 1 pixel in 16 and 20 thresholds and scaled; memory of that part",
                _ => "peak holds scores and labels; roof: reading them once at copy speed",
            }));
        return new(Name, $"AP and 1,000 Dices of {pixels / 1e6:0.#} M pixels", [.. lines]);

        Contender Ours(string label, int threads) => new(label, "count", $"pixels={pixels}", $"threads={threads}");
    }
}
