using System.CommandLine;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Slices;
using BrainDae.Experiments.CrossValidation;
using BrainDae.Torch.Runtime;

namespace BrainDae.Experiments;

/// <summary>The flags that say which runs of which experiment.</summary>
internal sealed class RunFlags
{
    public Option<string> Name { get; } = new("--name") { Description = "Name of the experiment.", Required = true };

    public Option<DirectoryInfo> Data { get; } = SharedOptions.Data();

    private readonly Option<DirectoryInfo> work = SharedOptions.Folder("--work", "Folder of models, results and tables.", "experiments");
    private readonly Option<int> folds = new Flag<int>("--folds", "Parts of the cohort.") { Default = 4 };
    private readonly Option<int[]> only = new("--only-folds") { Description = "Take these folds alone.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<long[]> seeds = new("--seeds") { Description = "Seeds.", DefaultValueFactory = _ => [0L, 1L], AllowMultipleArgumentsPerToken = true };
    private readonly Option<int> threads = SharedOptions.Threads();

    public void AddTo(Command command)
    {
        Option[] all = [Name, Data, work, folds, only, seeds, threads];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    public Experiment Experiment(ParseResult parsed, SliceStore store) => new(
        parsed.GetRequiredValue(Name), parsed.GetRequiredValue(work).ToString(), store, ProgramRuntime.Start(ComputeDevice.Cpu, parsed.GetValue(threads)));

    /// <summary>The chosen folds for the first seed, then for the next.</summary>
    public IEnumerable<(Fold Fold, long Seed)> Runs(ParseResult parsed, SliceStore store)
    {
        var all = Fold.Of(store.Patients, parsed.GetValue(folds));
        var chosen = parsed.GetValue(only) is [_, ..] numbers ? [.. all.Where(fold => numbers.Contains(fold.Number))] : all;
        return parsed.GetRequiredValue(seeds).SelectMany(seed => chosen.Select(fold => (fold, seed)));
    }
}
