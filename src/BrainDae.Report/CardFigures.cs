using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;

namespace BrainDae.Report;

/// <summary>An evaluation on a model card.</summary>
internal static class CardFigures
{
    /// <summary>A table of all scores, the default first, and what the network adds.</summary>
    public static string Of(EvaluationReport evaluation)
    {
        var used = evaluation.Default.UsedThreshold;
        var rows = evaluation.Scores.OrderByDescending(score => score.IsDefault).ThenByDescending(score => score.AveragePrecision).Select(score =>
            $"| {score.Name}{(score.IsDefault ? " (default)" : "")} | {HeadlineTable.Text(score.AveragePrecision, score.AveragePrecisionInterval)} | {HeadlineTable.Text(score.Ideal?.Dice, score.Ideal?.DiceInterval)} | {At(score, used)} |");
        return $"""
            On the {evaluation.Split.Name} split: {evaluation.Split.Patients} patients, {evaluation.Split.Slices} slices, of data `{evaluation.DataSha256[..12]}`. Leak audit: {evaluation.LeakAudit}. In brackets 95% intervals over patients; the ideal Dice is picked on these very patients.

            | score | average precision | ideal Dice | {(used is { } kind ? $"mean Dice of the patients at the {kind.Text()} threshold" : "mean Dice of the patients at a stored threshold")} |
            |---|--:|--:|--:|
            {string.Join('\n', rows)}
            """ + (evaluation.Gain is { } gain ? $"\n\n{HeadlineTable.Gain(gain)}" : "");
    }

    private static string At(ScoreResult score, ThresholdKind? kind) => kind is { } chosen && score.At(chosen) is { } at ? HeadlineTable.Text(at.MeanPatientDice, at.MeanPatientDiceInterval) : "–";
}
