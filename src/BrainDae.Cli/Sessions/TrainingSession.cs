using BrainDae.Cli.Output;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.TrainingLog;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;
using Spectre.Console;

namespace BrainDae.Cli.Sessions;

/// <summary>One training run with everything that follows it: the console, the JSON log and TensorBoard.</summary>
internal static class TrainingSession
{
    public static TrainingProgress Run(
        IAnsiConsole console, TrainingOptions options, SliceStore store, CohortSplit split, ModelFolder folder, TorchRuntime runtime, bool resume, bool anonymous, CancellationToken cancellation)
    {
        var progress = ProgressBar.Run(console, context =>
        {
            using var tensorBoard = new TensorBoardLog(folder.Path);
            var listener = new TrainingListeners(new TrainingProgressView(console, context), new JsonLinesLog(folder.Log), tensorBoard);
            return new Trainer(options, store, split, folder, runtime, listener, anonymous).Run(resume, cancellation);
        });
        console.MarkupLineInterpolated($"[green]Done.[/] Lowest validation loss {progress.BestValidationLoss:0.000000} after epoch {progress.BestEpoch + 1}; the model, calibrated, is {folder.Model}.");
        return progress;
    }
}
