using BrainDae.Cli.Output;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.TrainingLog;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;
using Spectre.Console;

namespace BrainDae.Cli.Sessions;

/// <summary>One training run with everything that follows it: the console, the JSON log and TensorBoard.</summary>
internal static class TrainingSession
{
    /// <summary>Refuses to start over a model that is there, and to go on with one that is not.</summary>
    /// <exception cref="BrainDaeException">It would.</exception>
    public static void RequireFree(ModelFolder folder, bool resume, bool overwrite)
    {
        if (resume && overwrite)
        {
            throw BrainDaeException.Option("--resume and --overwrite: one goes on, the other starts anew; give one of them.");
        }

        var begun = File.Exists(folder.Last);
        if (resume && !begun)
        {
            throw BrainDaeException.Missing($"{folder.Last}: there is nothing to resume; leave out --resume to start.");
        }

        if (!resume && !overwrite && (begun || File.Exists(folder.Model) || File.Exists(folder.Earlier)))
        {
            throw BrainDaeException.NotWritable($"{folder.Path}: a model of this name exists; use --resume to go on, --overwrite to start anew, or another --identifier.");
        }
    }

    public static TrainingProgress Run(
        IAnsiConsole console, TrainingOptions options, SliceStore store, CohortSplit split, ModelFolder folder, TorchRuntime runtime, bool resume, bool overwrite, bool anonymous, CancellationToken cancellation)
    {
        using var held = OutputLock.OfFolder(folder.Path, "train");

        // Another run may have begun or ended since the command looked.
        RequireFree(folder, resume, overwrite);
        if (resume)
        {
            WriteImported(console, folder, options);
        }

        var progress = ProgressBar.Run(console, context =>
        {
            using var tensorBoard = new TensorBoardLog(folder.Path);
            var listener = new TrainingListeners(new TrainingProgressView(console, context), new JsonLinesLog(folder.Log), tensorBoard);
            return new Trainer(options, store, split, folder, runtime, listener, anonymous).Run(resume, cancellation);
        });
        var best = progress.BestEpoch < 0 ? $"No epoch was left to train" : $"Lowest validation loss {progress.BestValidationLoss:0.000000} after epoch {progress.BestEpoch + 1}";
        console.MarkupLineInterpolated($"[green]Done.[/] {best}; the model, calibrated, is {folder.Model}.");
        return progress;
    }

    /// <summary>Says where an imported run is taken up, and what of it nobody can check.</summary>
    private static void WriteImported(IAnsiConsole console, ModelFolder folder, TrainingOptions options)
    {
        using var last = Checkpoint.Open(folder.Last);
        if (last.Manifest.Data is not null)
        {
            return;
        }

        var progress = last.Manifest.Progress;
        console.WriteLine($"Goes on from an imported checkpoint at epoch {progress.EpochsDone + 1}, iteration {progress.IterationsDone + 1}, learning rate {options.LearningRateAt(progress.IterationsDone):0.###e-0}; options and data are those given now.");
        UnwrappedLine.WriteWarning(console, "an imported checkpoint does not say on whom it was trained, nor with which noise, seed and batch size: whether they were the same cannot be verified. Its validation loss does not compare, so the first epoch begins a new search for the best.");
    }
}
