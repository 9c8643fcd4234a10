using System.Collections.Immutable;
using System.CommandLine;
using BrainDae.Data.Slices;
using BrainDae.Files;

namespace BrainDae.Experiments.Scores;

/// <summary>`scores`: compares ways to score on the finished runs of `cv`, and writes one table.</summary>
internal sealed class ScoresCommand : Command
{
    private readonly RunFlags flags = new();
    private readonly Option<string[]> groups = new("--groups") { Description = "Tables to compute; all where none is named.", AllowMultipleArgumentsPerToken = true };

    public ScoresCommand()
        : base("scores", "Compare ways to score on the finished runs of cv.")
    {
        flags.AddTo(this);
        Options.Add(groups);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using var store = SliceStore.Open(parsed.GetRequiredValue(flags.Data).ToString());
        var experiment = flags.Experiment(parsed, store);
        TrainedRun[] runs = [.. flags.Runs(parsed, store).Select(r => new TrainedRun(experiment, r.Fold, r.Seed))];
        string[] wanted = parsed.GetValue(groups) ?? [];
        ImmutableArray<Variant> variants = [.. Variant.All(runs).Where(v => v == Variant.Kept || wanted.Length == 0 || wanted.Contains(v.Group, StringComparer.OrdinalIgnoreCase))];
        var results = new List<ImmutableArray<VariantResult>>();
        var rules = new List<ImmutableArray<RuleResult>>();
        foreach (var run in runs)
        {
            results.Add(Comparison.Of(run, variants));
            rules.Add(Comparison.Rules(run, results[^1][0]));
            Console.Error.WriteLine(FormattableString.Invariant($"fold {run.Fold.Number} seed {run.Seed}: {string.Join(", ", results[^1].Zip(variants, (r, v) => FormattableString.Invariant($"{v.Name} {r.AveragePrecision:0.000}/{r.Ideal.Dice:0.000}")))}"));
        }

        var table = ScoresTable.Of(variants, [.. variants.Index().Select(v => results.Select(r => r[v.Index]).ToImmutableArray())], [.. rules]);
        AtomicFile.WriteText(Path.Combine(experiment.Work, $"{experiment.Name}-scores.md"), table);
        Console.WriteLine(table);
        foreach (var run in runs)
        {
            run.Dispose();
        }

        return 0;
    }
}
