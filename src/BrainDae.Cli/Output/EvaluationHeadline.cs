using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>
/// What to read first of an evaluation, in at most 15 lines of 80 columns: what was measured on, the default and the
/// reference score beside the strongest score without a network, and which figure to quote.
/// </summary>
internal static class EvaluationHeadline
{
    private const int Width = 80;
    private const int NameWidth = 27;
    private const int CellWidth = 16;
    private const int MostModels = 6;

    /// <summary>One model.</summary>
    public static void Write(IAnsiConsole console, EvaluationReport report)
    {
        Lines(console, $"Model {report.Model.Identifier} ({report.Model.Sha256[..12]}), {MeasuredOn(report)}. Leak audit: {report.LeakAudit}.");
        var keys = Columns(console, report);
        foreach (var score in report.Headline)
        {
            var cells = keys.Select(key => EvaluationTable.Number(score.Figures.Find(key), 3, " {0}-{1}", 2));
            console.WriteLine(Row($"{score.Name} ({Role(report, score)})", cells));
        }

        Lines(console, $"{Intervals(report)}{Quote(report)} {Against(report)}");
    }

    /// <summary>Several models that differ in their seed alone: each model's default score, then mean and deviation.</summary>
    public static void Write(IAnsiConsole console, ImmutableArray<EvaluationReport> reports, ModelSpread spread)
    {
        var first = reports.MinBy(report => report.Model.Identifier, StringComparer.Ordinal)!;
        Lines(console, $"{reports.Length} models, {MeasuredOn(first)}.");
        var keys = Columns(console, first);
        var shown = reports.Length > MostModels ? MostModels - 1 : reports.Length;
        foreach (var report in reports[..shown])
        {
            var score = report.Default;
            var cells = keys.Select(key => EvaluationTable.Number(score.Figures.Find(key), 3));
            console.WriteLine(Row($"{report.Model.Identifier}: {score.Name}", cells));
        }

        if (shown < reports.Length)
        {
            console.WriteLine($"and {reports.Length - shown} more");
        }

        foreach (var over in first.Headline.Select(score => spread.Scores.FirstOrDefault(s => s.Name == score.Name)).OfType<ScoreSpread>())
        {
            console.WriteLine(Row($"mean {over.Name}", keys.Select(key => ModelSpreadTable.Number(over.Figures.Find(key), 3))));
        }

        Lines(console, $"mean: over the models ± standard deviation. {Quote(first)}");
    }

    private static string MeasuredOn(EvaluationReport report) =>
        $"on the {report.Split.Name} split: {Counted.Of(report.Split.Patients, "patient")}, {Counted.Of(report.Split.Slices, "slice")}, data {report.DataSha256[..12]}";

    private static string Role(EvaluationReport report, ScoreResult score) =>
        score == report.Default ? "default" : score == report.Reference ? "paper's" : "no network";

    private static string Intervals(EvaluationReport report) =>
        report.Default.Find(MetricCatalog.AveragePrecision)?.Interval is null ? "" : "Ranges are 95% intervals over patients. ";

    private static string Quote(EvaluationReport report) => report.Default switch
    {
        { UsedThreshold: { } kind } => $"Quote AP, and Dice at the {kind.Text()} threshold, which predict uses; the ideal Dice is picked on these very patients.",
        _ when report.LeakAudit.CalibratedOn.IsEmpty => "Quote AP; the ideal Dice is picked on these very patients, and the model has no threshold of its own: see 'braindae calibrate'.",
        _ => "Quote AP; the ideal Dice is picked on these very patients, and the stored thresholds were found on some of them.",
    };

    private static string Against(EvaluationReport report)
    {
        if (report.Gain is not { } gain)
        {
            return "";
        }

        var interval = gain.Interval is { } i ? $" ({Signed(i.Low)} to {Signed(i.High)})" : "";
        var patients = $"{gain.PatientsBetter} of {Counted.Of(gain.Patients, "patient")}";
        var difference = Signed(gain.AveragePrecision);
        return gain switch
        {
            { AveragePrecision: <= 0 } => $"The network does not pay here: {difference} AP{interval} against {gain.Baseline}, which needs none; better on {patients}.",
            { MayBeChance: true } => $"The network gains {difference} AP{interval} over {gain.Baseline}, which needs none, better on {patients}: that may be chance.",
            _ => $"The network gains {difference} AP{interval} over {gain.Baseline}, which needs none; better on {patients}.",
        };
    }

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    /// <summary>Writes the heads; the last column is at the stored threshold that the default score uses, if any.</summary>
    private static ImmutableArray<FigureKey> Columns(IAnsiConsole console, EvaluationReport report)
    {
        ImmutableArray<FigureKey> keys = [new(MetricCatalog.AveragePrecision), new(MetricCatalog.UnfilteredDice, FigureThreshold.Ideal)];
        if (report.Default.UsedThreshold is not { } kind)
        {
            console.WriteLine(Row("", ["AP", "ideal Dice"]));
            return keys;
        }

        console.WriteLine(Row("", ["AP", "ideal Dice", $"Dice, {(kind == ThresholdKind.Synthetic ? "synth." : kind.Text())} thr."]));
        return [.. keys, new(MetricCatalog.UnfilteredDice, report.Default.ShownThreshold)];
    }

    private static string Row(string name, IEnumerable<string> cells)
    {
        var head = name.Length > NameWidth ? name[..(NameWidth - 1)] + "…" : name.PadRight(NameWidth);
        return string.Join(' ', cells.Select(cell => cell.PadRight(CellWidth)).Prepend(head)).TrimEnd();
    }

    /// <summary>Breaks text at spaces so that no line is wider than 80 columns.</summary>
    private static void Lines(IAnsiConsole console, string text)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                console.WriteLine(line);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        console.WriteLine(line);
    }
}
