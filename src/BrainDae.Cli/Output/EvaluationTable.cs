using System.Globalization;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Intervals;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>
/// The figures of an evaluation: of every score the headline, of those that need the network everything, and by volume
/// of the lesions. Fits a terminal of 80 columns.
/// </summary>
internal static class EvaluationTable
{
    public static void Write(IAnsiConsole console, EvaluationReport report)
    {
        console.WriteLine($"Split {report.Split.Name}: {Counted.Of(report.Split.Patients, "patient")}, {Counted.Of(report.Split.Slices, "slice")}, {report.Split.LesionPixels} of {report.Split.Pixels} pixels are lesion. Model {report.Model.Identifier}, epoch {report.Model.Epoch + 1}.");
        console.WriteLine($"Leak audit: {report.LeakAudit}.");
        console.Write(Headline(report));
        ScoreResult[] detailed = [.. report.Scores.Where(score => score.Role != ScoreRole.Baseline)];
        var table = new Table().Border(TableBorder.Rounded).AddColumn("all pixels pooled, unless said otherwise");
        foreach (var score in detailed)
        {
            table.AddColumn(new TableColumn(score.Name).RightAligned());
        }

        Row("average precision", s => Number(s.AveragePrecision, s.AveragePrecisionInterval));
        Dices("ideal Dice (threshold picked on these patients)", s => s.Ideal);
        Dices("Dice at the val threshold", s => s.Validation);
        Detections(s => s.Validation);
        Dices($"Dice at the healthy-calibrated threshold ({report.HealthyRate?.ToString("0.##%", CultureInfo.InvariantCulture)} of healthy tissue)", s => s.Healthy);
        Detections(s => s.Healthy);
        Dices("Dice at the synthetic threshold (found on synthetic lesions)", s => s.Synthetic);
        Detections(s => s.Synthetic);
        Dices("on the scan's own grid: Dice at the val threshold", s => s.Native?.Validation);
        Detections(s => s.Native?.Validation);
        Dices("on the scan's own grid: Dice at the healthy-calibrated threshold", s => s.Native?.Healthy);
        Detections(s => s.Native?.Healthy);
        Dices("on the scan's own grid: Dice at the synthetic threshold", s => s.Native?.Synthetic);
        Detections(s => s.Native?.Synthetic);
        console.Write(table);
        if (report.Bootstrap is { } bootstrap)
        {
            console.WriteLine($"In brackets and below: 95% interval over patients ({bootstrap.Resamples} bootstrap resamples, seed {bootstrap.Seed}). Figures by lesion: {report.LesionRule}.");
        }

        foreach (var score in report.Scores)
        {
            console.WriteLine($"{score.Name}: {score.Description}{(score.Removed is { } removed ? $"; removed: {removed}" : "")}");
        }

        foreach (var score in new[] { report.Default, report.Reference }.Distinct())
        {
            VolumeGroupTable.Write(console, score);
        }

        void Dices(string name, Func<ScoreResult, ThresholdResult?> at)
        {
            if (detailed.All(s => at(s) is null))
            {
                return;
            }

            Row(name, s => Number(at(s)?.Dice, at(s)?.DiceInterval));
            Row("  its threshold", s => Number(at(s)?.Threshold));
            if (detailed.Any(s => s.Removed is not null))
            {
                Row("  without what is removed", s => Number(at(s)?.DiceFiltered, at(s)?.DiceFilteredInterval));
            }

            Row("  mean over patients", s => Number(at(s)?.MeanPatientDice, at(s)?.MeanPatientDiceInterval));
        }

        void Detections(Func<ScoreResult, ThresholdResult?> at)
        {
            if (detailed.All(s => at(s) is null))
            {
                return;
            }

            Row("  sensitivity, precision", s => $"{Number(at(s)?.Sensitivity)}, {Number(at(s)?.Precision)}");
            Row("  lesions found", s => at(s)?.Lesions is { } l ? $"{l.Found} of {l.Lesions}" : "-");
            Row("  lesion-wise F1", s => Number(at(s)?.Lesions?.F1, at(s)?.Lesions?.F1Interval));
            Row("  false positives a scan", s => Number(at(s)?.Lesions?.FalsePositivesPerScan, format: "0.00"));
            Row("  HD95, mm (patients with one)", s => at(s)?.Hausdorff95 is { } h ? $"{Number(h.Mean, format: "0.0")} ({h.Patients})" : "-");
            Row($"  surface Dice at {report.SurfaceTolerance} mm", s => Number(at(s)?.SurfaceDice?.Mean, at(s)?.SurfaceDice?.Interval));
        }

        void Row(string name, Func<ScoreResult, string> value) =>
            table.AddRow([new Text(name), .. detailed.Select(s => new Text(value(s)))]);
    }

    private static Table Headline(EvaluationReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("score");
        foreach (var column in new[] { "AP", "ideal Dice", "Dice at val threshold", "at healthy threshold", "at synthetic threshold" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var score in report.Scores)
        {
            table.AddRow(
                new Text(score.Name),
                Cell(score.AveragePrecision, score.AveragePrecisionInterval),
                Cell(score.Ideal?.Dice, score.Ideal?.DiceInterval),
                Cell(score.Validation?.Dice, score.Validation?.DiceInterval),
                Cell(score.Healthy?.Dice, score.Healthy?.DiceInterval),
                Cell(score.Synthetic?.Dice, score.Synthetic?.DiceInterval));
        }

        return table;

        static Text Cell(double? value, ConfidenceInterval? interval) =>
            new(Number(value, format: "0.000") + (interval is { } i ? string.Create(CultureInfo.InvariantCulture, $"\n{i.Low:0.00}-{i.High:0.00}") : ""));
    }

    /// <summary>A figure, with its interval where there is one; a dash where it is not defined.</summary>
    internal static string Number(double? value, ConfidenceInterval? interval = null, string format = "0.0000") =>
        (value?.ToString(format, CultureInfo.InvariantCulture) ?? "-")
        + (interval is { } i ? string.Create(CultureInfo.InvariantCulture, $" [{i.Low:0.000}, {i.High:0.000}]") : "");
}
