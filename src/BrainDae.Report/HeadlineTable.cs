using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>The evaluation's figures over all patients: first those that decide, beside the paper's, then all of them.</summary>
internal static class HeadlineTable
{
    private const string Paper = "paper, 251 scans";

    /// <summary>The figures that decide, of the default score, the reference and the strongest baseline.</summary>
    public static FigureRows Of(EvaluationReport evaluation)
    {
        var scores = evaluation.Headline;
        return new(
            [.. scores.Select(s => $"{s.Name} ({RoleIn(evaluation, s)})"), Paper],
            [
                Row("Average precision", "chance level is the share of lesion pixels", new(MetricCatalog.AveragePrecision), "0.833 ± 0.005"),
                .. from threshold in FigureThreshold.All
                   let key = new FigureKey(MetricCatalog.UnfilteredDice, threshold)
                   let isIdeal = threshold == FigureThreshold.Ideal
                   where isIdeal || scores.Any(s => s.Figures.Find(key) is not null)
                   let name = isIdeal ? "Ideal Dice" : $"Dice at the {key.Place}"
                   select Row(name, threshold.Advice, key, isIdeal ? "0.773 ± 0.004" : ""),
            ],
            [
                .. evaluation.Gain is { } gain ? [Gain(gain)] : Array.Empty<string>(),
                .. scores.Select(s => $"{s.Name}: {s.Description}."),
                $"Paper: Kascenas, Pugeault and O'Neil, MIDL 2022, on 251 scans of BraTS2021. Its figures compare with these only on the same patients, slices and labels; this report is on {evaluation.Split.Patients} patients.",
            ]);

        FigureRow Row(string name, string detail, FigureKey key, string paper) =>
            new(name, detail, [.. scores.Select(s => Text(s.Figures.Find(key))), paper]);
    }

    /// <summary>Every score, every threshold, every metric.</summary>
    public static FigureRows FurtherOf(EvaluationReport evaluation)
    {
        var scores = evaluation.Scores;
        return new(
            [.. scores.Select(s => s.Name)],
            [
                .. from key in FigureKey.All
                   where scores.Any(s => s.Figures.Find(key) is not null)
                   let name = key.Threshold is null ? key.Metric.Name : $"{key.Place}: {key.Metric.Name}"
                   select new FigureRow(name, "", [.. scores.Select(s => Text(s.Figures.Find(key), key.Metric.Decimals))]),
            ],
            [.. scores.Except(evaluation.Headline).Select(s => $"{s.Name}: {s.Description}.")]);
    }

    /// <summary>What a score that is shown first is in this evaluation.</summary>
    private static string RoleIn(EvaluationReport evaluation, ScoreResult score) =>
        score == evaluation.Default ? "default" : score == evaluation.Reference ? "the paper's score" : "best without a network";

    /// <summary>What the network adds, in a sentence.</summary>
    internal static string Gain(NetworkGain gain) =>
        $"What the network adds: {gain.Score} has {Signed(gain.AveragePrecision)} average precision{(gain.Interval is { } i ? $" [{Signed(i.Low)}, {Signed(i.High)}]" : "")} against {gain.Baseline}, the best score without a network on these patients, and is better on {gain.PatientsBetter} of {gain.Patients}{(gain.MayBeChance ? "; the interval holds 0, so it may be chance" : "")}.";

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A figure with its interval.</summary>
    internal static string Text(Figure? figure, int decimals = 3)
    {
        var value = NumberText.Of(figure?.Value, decimals);
        return figure?.Interval is { } i ? $"{value} [{NumberText.Of(i.Low, decimals)},\u00a0{NumberText.Of(i.High, decimals)}]" : value;
    }
}
