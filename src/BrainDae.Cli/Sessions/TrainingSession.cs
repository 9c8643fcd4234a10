using BrainDae.Cli.Output;
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
/// <param name="context">Shows it.</param>
/// <param name="folder">Receives the model.</param>
internal sealed class TrainingSession(CommandContext context, ModelFolder folder)
{
    /// <summary>Whether the run goes on from the last checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether a model that is there is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether hashes are stored in place of the patients' names.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Refuses to start over a model that is there, and to go on with one that is not.</summary>
    /// <exception cref="BrainDaeException">It would.</exception>
    public void RequireFree()
    {
        if (Resume && Overwrite)
        {
            throw BrainDaeException.Option("--resume and --overwrite: one goes on, the other starts anew; give one of them.");
        }

        var begun = File.Exists(folder.Last);
        if (Resume && !begun)
        {
            throw BrainDaeException.Missing($"{folder.Last}: there is nothing to resume; leave out --resume to start.");
        }

        if (!Resume && !Overwrite && (begun || File.Exists(folder.Model)))
        {
            throw BrainDaeException.NotWritable($"{folder.Path}: a model of this name exists; use --resume to go on, --overwrite to start anew, or another --identifier.");
        }
    }

    public void Run(TrainingOptions options, StoredData data, TorchRuntime runtime)
    {
        using var held = OutputLock.OfFolder(folder.Path, "train");

        // Another run may have begun or ended since the command looked.
        RequireFree();
        if (Resume)
        {
            WriteImported(options);
        }

        var reached = ProgressBar.Run(context.Console, progress =>
        {
            using var tensorBoard = new TensorBoardLog(folder.Path);
            var listener = new TrainingListeners(new TrainingProgressView(context.Console, progress), new JsonLinesLog(folder.Log), tensorBoard);
            return new Trainer(options, data.Store, data.Split, folder, runtime, listener, Anonymous).Run(Resume, context.Cancellation);
        });
        var best = reached.BestEpoch < 0 ? "No epoch was left to train" : $"Lowest validation loss {reached.BestValidationLoss:0.000000} after epoch {reached.BestEpoch + 1}";
        context.Console.MarkupLineInterpolated($"[green]Done.[/] {best}; the model, calibrated, is {folder.Model}.");
    }

    /// <summary>Says where an imported run is taken up, and what of it nobody can check.</summary>
    private void WriteImported(TrainingOptions options)
    {
        using var last = Checkpoint.Open(folder.Last);
        if (last.Manifest.Data is not null)
        {
            return;
        }

        var progress = last.Manifest.Progress;
        context.WriteLine($"Goes on from an imported checkpoint at epoch {progress.EpochsDone + 1}, iteration {progress.IterationsDone + 1}, learning rate {options.LearningRateAt(progress.IterationsDone):0.###e-0}; options and data are those given now.");
        context.Warn("an imported checkpoint does not say on whom it was trained, nor with which noise, seed and batch size: whether they were the same cannot be verified. Its validation loss does not compare, so the first epoch begins a new search for the best.");
    }
}
