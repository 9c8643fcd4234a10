using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;

namespace BrainDae.Report;

/// <summary>An evaluation on a model card.</summary>
internal static class CardFigures
{
    /// <summary>A table of all scores, the default first, and what the network adds.</summary>
    public static string Of(EvaluationReport evaluation)
    {
        var used = evaluation.Default.UsedThreshold is null ? null : evaluation.Default.ShownThreshold;
        var rows = evaluation.Scores.OrderByDescending(score => score.IsDefault).ThenByDescending(score => score.AveragePrecision).Select(score =>
        {
            var precision = HeadlineTable.Text(score.Find(MetricCatalog.AveragePrecision));
            var ideal = HeadlineTable.Text(score.Find(MetricCatalog.UnfilteredDice, FigureThreshold.Ideal));
            var mean = used is null ? "–" : HeadlineTable.Text(score.Find(MetricCatalog.MeanPatientDice, used));
            return $"| {score.Name}{(score.IsDefault ? " (default)" : "")} | {precision} | {ideal} | {mean} |";
        });
        return $"""
            On the {evaluation.Split.Name} split: {evaluation.Split.Patients} patients, {evaluation.Split.Slices} slices, of data `{evaluation.DataSha256[..12]}`. Leak audit: {evaluation.LeakAudit}. In brackets 95% intervals over patients; the ideal Dice is picked on these very patients.

            | score | average precision | ideal Dice | mean Dice of the patients at {(used is null ? "a stored" : $"the {used.Name}")} threshold |
            |---|--:|--:|--:|
            {string.Join('\n', rows)}
            """ + (evaluation.Gain is { } gain ? $"\n\n{HeadlineTable.Gain(gain)}" : "");
    }
}
