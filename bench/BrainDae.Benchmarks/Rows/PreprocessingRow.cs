using BrainDae.Benchmarks.Table;

namespace BrainDae.Benchmarks.Rows;

/// <summary>One patient from five compressed scans to slices on disk.</summary>
internal sealed class PreprocessingRow : IRow
{
    public string Name => "preprocessing";

    public TableRow Measure(Bench bench)
    {
        var scans = $"scans={bench.Fixtures.PatientScans}";
        Contender[] contenders =
        [
            new("ours", "preprocess", scans),
            new("roof: inflate the five files only", "inflate", scans),
            new("published operations", "published-preprocess", scans),
        ];
        var samples = Interleaving.Run(contenders, bench.Options.Rounds);
        var inflate = Spread.Of(samples[1].Select(s => s.Seconds));
        var rate = samples[1][0].Check / inflate.Median / 1e6;
        return new(Name, $"one patient ({bench.Options.PatientsKind}), one thread", [.. contenders.Select((contender, i) => Bench.Line(
            contender,
            samples[i],
            i < 2 ? Spread.Of(samples[i].Zip(samples[2], (ours, theirs) => theirs.Seconds / ours.Seconds)) : null,
            i == 1 ? null : inflate.Median,
            i == 1 ? $"{rate:0} MB/s of inflated data" : ""))]);
    }
}
