using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using BrainDae.Cli.Options;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Config;

namespace BrainDae.Experiments.CrossValidation;

/// <summary>
/// `cv`: trains a recipe for every fold and seed, evaluates each on the fold's test patients, and writes one table.
/// Finished runs are found again, so it can be interrupted and extended.
/// </summary>
internal sealed class CrossValidationCommand : Command
{
    private readonly RunFlags flags = new();
    private readonly Option<NetworkPrecision> precision = SharedOptions.Precision();
    private readonly TrainingFlags recipe;

    public CrossValidationCommand()
        : base("cv", "Cross-validate a recipe with all scores.")
    {
        flags.AddTo(this);
        Options.Add(precision);
        recipe = new(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using var store = SliceStore.Open(parsed.GetRequiredValue(flags.Data).ToString());
        var experiment = flags.Experiment(parsed, store);
        var options = recipe.Read(parsed) with { Precision = experiment.Runtime.Resolve(parsed.GetValue(precision)) };
        var runs = ImmutableArray.CreateBuilder<ExperimentRun>();
        foreach (var (fold, seed) in flags.Runs(parsed, store))
        {
            runs.Add(experiment.Run(fold, options with { Seed = seed }));
            Console.Error.WriteLine($"fold {fold.Number} seed {seed}: {string.Join(", ", runs[^1].Report.Scores.Select(Text))}");
        }

        var table = ExperimentTable.Of(store, runs.ToImmutable());
        AtomicFile.WriteText(Path.Combine(experiment.Work, $"{experiment.Name}.md"), table);
        AtomicFile.WriteText(Path.Combine(experiment.Work, $"{experiment.Name}.jsonl"), string.Concat(runs.SelectMany(run => RunRecord.Of(experiment.Name, run)).Select(record => record.ToLine())));
        Console.WriteLine(table);
        return 0;
    }

    private static string Text(ScoreResult score)
    {
        var ideal = score.Find(MetricCatalog.UnfilteredDice, FigureThreshold.Ideal)?.Value;
        return string.Create(CultureInfo.InvariantCulture, $"{score.Name} {score.AveragePrecision:0.000}/{ideal:0.000}");
    }
}
