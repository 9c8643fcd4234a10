using BrainDae.Cli.Output;
using BrainDae.Imaging.Failures;
using BrainDae.Imaging.Slices;
using BrainDae.Imaging.Splits;
using BrainDae.Learning.Checkpoints;
using BrainDae.Learning.Evaluation;
using BrainDae.Learning.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>One evaluation with its progress, its table and its files.</summary>
internal static class EvaluationSession
{
    public static EvaluationReport Run(
        IAnsiConsole console, SliceStore store, CohortSplit split, ModelFolder model, TorchRuntime runtime, EvaluationOptions options, string resultsFolder, CancellationToken cancellation)
    {
        if (options.BatchSize < 1)
        {
            throw BrainDaeException.Option($"--batch_size {options.BatchSize}: must be 1 or more.");
        }

        var folder = Path.Combine(resultsFolder, model.Identifier, options.Split.ToString().ToLowerInvariant());
        AtomicFile.EnsureWritableFolder(folder);
        var report = ProgressBar.Run(console, context =>
        {
            ProgressTask? bar = null;
            return new Evaluator(store, split, model, runtime).Run(
                options,
                folder,
                patients => bar = context?.AddTask("scoring", maxValue: patients),
                _ => bar?.Increment(1),
                cancellation);
        });
        EvaluationFiles.Write(folder, report);
        EvaluationTable.Write(console, report);
        console.MarkupLineInterpolated($"Written: {Path.Combine(folder, "evaluation.json")} and patients.csv.");
        return report;
    }
}
