using System.Collections.Immutable;
using BrainDae.Cli.Output;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Torch.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Sessions;

/// <summary>Evaluations with their progress, their tables and their files.</summary>
internal static class EvaluationSession
{
    /// <summary>Evaluates several models, then shows how their figures vary.</summary>
    public static void RunAll(
        IAnsiConsole console, SliceStore store, CohortSplit split, ImmutableArray<ModelFolder> models, TorchRuntime runtime, EvaluationOptions options, string resultsFolder, CancellationToken cancellation)
    {
        ImmutableArray<EvaluationReport> reports = [.. models.Select(model => Run(console, store, split, model, runtime, options, resultsFolder, cancellation))];
        if (reports.Length > 1)
        {
            var (spread, path) = (ModelSpread.Of(reports), Path.Combine(resultsFolder, $"models-{options.Split.Text()}.json"));
            EvaluationFiles.Write(path, spread);
            ModelSpreadTable.Write(console, spread);
            console.MarkupLineInterpolated($"Written: {path}.");
        }
    }

    /// <summary>Evaluates one model.</summary>
    public static EvaluationReport Run(
        IAnsiConsole console, SliceStore store, CohortSplit split, ModelFolder model, TorchRuntime runtime, EvaluationOptions options, string resultsFolder, CancellationToken cancellation)
    {
        options.Validate();
        var folder = Path.Combine(resultsFolder, model.Identifier, options.Split.Text());
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
