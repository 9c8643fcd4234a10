using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using BrainDae.Cli.Options;
using BrainDae.Imaging.Failures;
using BrainDae.Imaging.Slices;
using BrainDae.Learning.Network;
using BrainDae.Learning.Runtime;

namespace BrainDae.Experiments;

/// <summary>
/// `cv`: trains a recipe for every fold and seed, evaluates each on the fold's test patients, and writes one table.
/// Finished runs are found again, so it can be interrupted and extended.
/// </summary>
internal sealed class CrossValidationCommand : Command
{
    private readonly Option<string> name = new("--name") { Description = "Name of the experiment.", Required = true };
    private readonly Option<DirectoryInfo> data = SharedOptions.Data();
    private readonly Option<DirectoryInfo> work = SharedOptions.Folder("--work", "Folder of models, results and tables.", "experiments");
    private readonly Option<int> folds = SharedOptions.WithDefault("--folds", "Parts of the cohort.", 4);
    private readonly Option<int[]> only = new("--only-folds") { Description = "Run these folds alone.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<long[]> seeds = new("--seeds") { Description = "Seeds.", DefaultValueFactory = _ => [0L, 1L], AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> precision = SharedOptions.Precision();
    private readonly Option<int> threads = SharedOptions.Threads();
    private readonly TrainingFlags recipe = new();

    public CrossValidationCommand()
        : base("cv", "Cross-validate a recipe with all scores.")
    {
        Option[] own = [name, data, work, folds, only, seeds, precision, threads];
        foreach (var option in own)
        {
            Options.Add(option);
        }

        recipe.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using var store = SliceStore.Open(parsed.GetRequiredValue(data).ToString());
        var runtime = TorchRuntime.Start(ComputeDevice.Cpu, parsed.GetValue(threads));
        var options = recipe.Read(parsed) with { Precision = NetworkPrecisions.Parse(parsed.GetRequiredValue(precision), runtime) };
        var experiment = new Experiment(parsed.GetRequiredValue(name), parsed.GetRequiredValue(work).ToString(), store, runtime);
        int[] chosen = parsed.GetValue(only) is [_, ..] numbers ? numbers : [.. Enumerable.Range(0, parsed.GetValue(folds))];
        var runs = ImmutableArray.CreateBuilder<ExperimentRun>();
        foreach (var seed in parsed.GetRequiredValue(seeds))
        {
            foreach (var fold in Fold.Of(store.Patients, parsed.GetValue(folds)).Where(f => chosen.Contains(f.Number)))
            {
                runs.Add(experiment.Run(fold, options with { Seed = seed }));
                Console.Error.WriteLine($"fold {fold.Number} seed {seed}: {string.Join(", ", runs[^1].Report.Scores.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name} {s.AveragePrecision:0.000}/{s.Ideal?.Dice:0.000}")))}");
            }
        }

        var table = ExperimentTable.Of(store, runs.ToImmutable());
        AtomicFile.WriteText(Path.Combine(parsed.GetRequiredValue(work).ToString(), $"{parsed.GetRequiredValue(name)}.md"), table);
        Console.WriteLine(table);
        return 0;
    }
}
