using System.Globalization;
using BrainDae.Evaluation.Results;

namespace BrainDae.Cli.Demo;

/// <summary>What the demo showed, in one true sentence.</summary>
internal static class DemoConclusion
{
    public static string Of(EvaluationReport report)
    {
        var (model, reference, baseline) = (report.Default, report.Reference, report.StrongestBaseline);
        var published = reference == model ? "" : $" (the paper's score: {Number(reference)})";
        if (model.AveragePrecision is null || baseline?.AveragePrecision is null)
        {
            return "No test patient has a lesion, so nothing can be said of how well they are found.";
        }

        return model.AveragePrecision > baseline.AveragePrecision
            ? $"The model finds the tumours with average precision {Number(model)}{published}; the best score without a network, {baseline.Name}, reaches {Number(baseline)}."
            : $"With this seed the model's average precision, {Number(model)}{published}, does not beat {baseline.Name} ({Number(baseline)}), which needs no network: the demo trains a small one for minutes.";
    }

    private static string Number(ScoreResult score) => score.AveragePrecision?.ToString("0.000", CultureInfo.InvariantCulture) ?? "undefined";
}
