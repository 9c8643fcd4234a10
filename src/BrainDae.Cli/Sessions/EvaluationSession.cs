using System.Collections.Immutable;
using BrainDae.Cli.Output;
using BrainDae.Evaluation;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Models;

namespace BrainDae.Cli.Sessions;

/// <summary>Evaluations with their progress, their tables and their files.</summary>
/// <param name="context">Shows them.</param>
/// <param name="data">The patients.</param>
/// <param name="networks">Loads the models' networks.</param>
/// <param name="options">What to measure.</param>
/// <param name="results">Folder of all results.</param>
internal sealed class EvaluationSession(CommandContext context, StoredData data, NetworkLoader networks, EvaluationOptions options, string results)
{
    /// <summary>Evaluates models and shows the figures to quote.</summary>
    public void RunAll(ImmutableArray<ModelFile> models, bool verbose)
    {
        ImmutableArray<EvaluationReport> reports = [.. models.Select(Run)];
        var allAreShown = verbose ? "" : "; --verbose prints all";
        if (reports is [var only])
        {
            EvaluationHeadline.Write(context.Console, only);
            WriteTables();
            context.Written($"{Path.Combine(Folder(only.Model.Identifier), EvaluationFiles.FileName)}, patients.csv{allAreShown}.");
            return;
        }

        var (spread, path) = (ModelSpread.Of(reports), Path.Combine(results, $"models-{options.Split.Text()}.json"));
        using (OutputLock.OfFile(path, "evaluate"))
        {
            EvaluationFiles.Write(path, spread);
        }

        EvaluationHeadline.Write(context.Console, reports, spread);
        WriteTables();
        if (verbose)
        {
            ModelSpreadTable.Write(context.Console, spread);
        }

        context.Written($"{path}, and evaluation.json of each model{allAreShown}.");

        void WriteTables()
        {
            foreach (var report in verbose ? reports : [])
            {
                EvaluationTable.Write(context.Console, report);
            }
        }
    }

    /// <summary>Evaluates one model and writes its files.</summary>
    public EvaluationReport Run(ModelFile model)
    {
        options.Validate();
        var folder = Folder(model.Identifier);
        using var held = OutputLock.OfFolder(folder, "evaluate");
        var report = context.Progress("scoring", progress =>
        {
            using var reconstructor = networks.Load(model);
            var counts = Path.Combine(folder, EvaluationFiles.ScoreCountsName);
            var evaluator = new Evaluator(data.Store, data.Split, model, reconstructor) { ScoreCounts = counts };
            return evaluator.Run(options, folder, progress, context.Cancellation);
        });
        EvaluationFiles.Write(folder, report);
        return report;
    }

    private string Folder(string identifier) => Path.Combine(results, identifier, options.Split.Text());
}
