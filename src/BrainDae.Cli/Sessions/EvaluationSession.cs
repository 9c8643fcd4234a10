using System.Collections.Immutable;
using BrainDae.Cli.Output;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Models;
using Spectre.Console;

namespace BrainDae.Cli.Sessions;

/// <summary>Evaluations with their progress, their tables and their files.</summary>
internal static class EvaluationSession
{
    /// <summary>Evaluates models and shows the figures to quote.</summary>
    public static void RunAll(
        IAnsiConsole console, SliceStore store, CohortSplit split, ImmutableArray<ModelFile> models, TorchNetworks networks, EvaluationOptions options, string resultsFolder, bool verbose, CancellationToken cancellation)
    {
        ImmutableArray<EvaluationReport> reports = [.. models.Select(model => Run(console, store, split, model, networks, options, resultsFolder, cancellation))];
        if (reports is [var only])
        {
            Show(console, only, Folder(resultsFolder, only.Model.Identifier, options.Split), verbose);
            return;
        }

        var (spread, path) = (ModelSpread.Of(reports), Path.Combine(resultsFolder, $"models-{options.Split.Text()}.json"));
        using (OutputLock.OfFile(path, "evaluate"))
        {
            EvaluationFiles.Write(path, spread);
        }

        EvaluationHeadline.Write(console, reports, spread);
        if (verbose)
        {
            foreach (var report in reports)
            {
                EvaluationTable.Write(console, report);
            }

            ModelSpreadTable.Write(console, spread);
        }

        console.Write(new UnwrappedLine("Written:", Style.Plain, $"{path}, and evaluation.json of each model{(verbose ? "" : "; --verbose prints all")}."));
    }

    /// <summary>Evaluates one model and writes its files.</summary>
    public static EvaluationReport Run(
        IAnsiConsole console, SliceStore store, CohortSplit split, ModelFile model, TorchNetworks networks, EvaluationOptions options, string resultsFolder, CancellationToken cancellation)
    {
        options.Validate();
        var folder = Folder(resultsFolder, model.Identifier, options.Split);
        using var held = OutputLock.OfFolder(folder, "evaluate");
        var report = ProgressBar.Run(console, "scoring", progress =>
        {
            using var reconstructor = networks.Load(model, options.BatchSize);
            var counts = Path.Combine(folder, EvaluationFiles.ScoreCountsName);
            return new Evaluator(store, split, model, reconstructor) { ScoreCounts = counts }.Run(
                options,
                folder,
                progress,
                cancellation);
        });
        EvaluationFiles.Write(folder, report);
        return report;
    }

    /// <summary>Shows one evaluation.</summary>
    public static void Show(IAnsiConsole console, EvaluationReport report, string folder, bool verbose)
    {
        EvaluationHeadline.Write(console, report);
        if (verbose)
        {
            EvaluationTable.Write(console, report);
        }

        console.Write(new UnwrappedLine("Written:", Style.Plain, $"{Path.Combine(folder, EvaluationFiles.FileName)}, patients.csv{(verbose ? "" : "; --verbose prints all")}."));
    }

    private static string Folder(string results, string identifier, SplitName split) => Path.Combine(results, identifier, split.Text());
}
