using System.Collections.Immutable;
using BrainDae.Evaluation.Results;
using BrainDae.Metrics.Intervals;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>The evaluation's figures over all patients: first those that decide, beside the paper's, then all of them.</summary>
internal static class HeadlineTable
{
    private const string Paper = "paper, 251 scans";

    /// <summary>The figures that decide, of the default score, the reference and the strongest baseline.</summary>
    public static FigureTable Of(EvaluationReport evaluation)
    {
        var scores = evaluation.Headline;
        return new(
            [.. scores.Select(s => $"{s.Name} ({RoleIn(evaluation, s)})"), Paper],
            [
                Row("Average precision", "chance level is the share of lesion pixels", s => Text(s.AveragePrecision, s.AveragePrecisionInterval), "0.833 ± 0.005"),
                Row("Ideal Dice", "threshold picked on these very patients: nobody gets this on new scans", s => Text(s.Ideal?.Dice, s.Ideal?.DiceInterval), "0.773 ± 0.004"),
                .. Optional(scores, "Dice at the val threshold", "stored with the model: what to expect on new scans", s => s.Validation),
                .. Optional(scores, "Dice at the healthy threshold", "stored with the model, found without any lesion", s => s.Healthy),
                .. Optional(scores, "Dice at the synthetic threshold", "stored with the model, found on synthetic lesions", s => s.Synthetic),
            ],
            [
                .. evaluation.Gain is { } gain ? [Gain(gain)] : Array.Empty<string>(),
                .. scores.Select(s => $"{s.Name}: {s.Description}."),
                $"Paper: Kascenas, Pugeault and O'Neil, MIDL 2022, on 251 scans of BraTS2021. Its figures compare with these only on the same patients, slices and labels; this report is on {evaluation.Split.Patients} patients.",
            ]);

        FigureRow Row(string name, string detail, Func<ScoreResult, string> figure, string paper) => new(name, detail, [.. scores.Select(figure), paper]);
    }

    /// <summary>Every score, every threshold.</summary>
    public static FigureTable FurtherOf(EvaluationReport evaluation)
    {
        var scores = evaluation.Scores;
        return new(
            [.. scores.Select(s => s.Name)],
            [
                new("Average precision", "", [.. scores.Select(s => Text(s.AveragePrecision, s.AveragePrecisionInterval))]),
                new("Area under the ROC curve", "flatters where lesion pixels are few", [.. scores.Select(s => Text(s.Auroc))]),
                .. At("Ideal threshold", scores, s => s.Ideal),
                .. At("Val threshold", scores, s => s.Validation),
                .. At("Healthy threshold", scores, s => s.Healthy),
                .. At("Synthetic threshold", scores, s => s.Synthetic),
                .. At("Val threshold, scan's own grid", scores, s => s.Native?.Validation),
                .. At("Healthy threshold, scan's own grid", scores, s => s.Native?.Healthy),
                .. At("Synthetic threshold, scan's own grid", scores, s => s.Native?.Synthetic),
            ],
            [.. scores.Except(evaluation.Headline).Select(s => $"{s.Name}: {s.Description}.")]);
    }

    /// <summary>What a score that is shown first is in this evaluation.</summary>
    private static string RoleIn(EvaluationReport evaluation, ScoreResult score) =>
        score == evaluation.Default ? "default" : score == evaluation.Reference ? "the paper's score" : "best without a network";

    private static IEnumerable<FigureRow> Optional(ImmutableArray<ScoreResult> scores, string name, string detail, Func<ScoreResult, ThresholdResult?> at) =>
        scores.All(s => at(s) is null) ? [] : [new(name, detail, [.. scores.Select(s => Text(at(s)?.Dice, at(s)?.DiceInterval)), ""])];

    private static IEnumerable<FigureRow> At(string kind, ImmutableArray<ScoreResult> scores, Func<ScoreResult, ThresholdResult?> at)
    {
        (string Name, Func<ThresholdResult, string> Figure)[] figures =
        [
            ("the threshold", t => Figures.Text(t.Threshold)),
            ("Dice", t => Text(t.Dice, t.DiceInterval)),
            ("Dice, small components removed", t => Text(t.DiceFiltered, t.DiceFilteredInterval)),
            ("mean of the patients' Dice", t => Text(t.MeanPatientDice, t.MeanPatientDiceInterval)),
            ("sensitivity", t => Text(t.Sensitivity)),
            ("precision", t => Text(t.Precision)),
            ("lesions found", t => t.Lesions is { } l ? $"{l.Found} of {l.Lesions}" : "–"),
            ("lesion-wise F1", t => Text(t.Lesions?.F1, t.Lesions?.F1Interval)),
            ("false positives a scan", t => Figures.Text(t.Lesions?.FalsePositivesPerScan, 2)),
            ("HD95, mm", t => Figures.Text(t.Hausdorff95?.Mean, 1)),
            ("surface Dice", t => Text(t.SurfaceDice?.Mean, t.SurfaceDice?.Interval)),
        ];
        return scores.All(s => at(s) is null)
            ? []
            : figures.Select(f => new FigureRow($"{kind}: {f.Name}", "", [.. scores.Select(s => at(s) is { } t ? f.Figure(t) : "–")]));
    }

    /// <summary>What the network adds, in a sentence.</summary>
    internal static string Gain(NetworkGain gain) =>
        $"What the network adds: {gain.Score} has {Signed(gain.AveragePrecision)} average precision{(gain.Interval is { } i ? $" [{Signed(i.Low)}, {Signed(i.High)}]" : "")} against {gain.Baseline}, the best score without a network on these patients, and is better on {gain.PatientsBetter} of {gain.Patients}{(gain.MayBeChance ? "; the interval holds 0, so it may be chance" : "")}.";

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A figure with its interval.</summary>
    internal static string Text(double? value, ConfidenceInterval? interval = null) =>
        interval is { } i ? $"{Figures.Text(value, 3)} [{Figures.Text(i.Low, 3)},\u00a0{Figures.Text(i.High, 3)}]" : Figures.Text(value, 3);
}
