using System.Globalization;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Scores;
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
        console.Write(FigureRows("all pixels pooled, unless said otherwise", [.. detailed.Select(score => score.Name)], (score, key) =>
            detailed[score].Figures.Find(key) is { } figure ? Number(figure, key.Metric.Decimals, " [{0}, {1}]") : null));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Surface Dice at {report.SurfaceTolerance} mm."));
        if (report.HealthyRate is { } rate)
        {
            console.WriteLine($"The healthy threshold lets at most {rate.ToString("0.##%", CultureInfo.InvariantCulture)} of healthy tissue through.");
        }

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
            console.Write(VolumeGroups(score));
        }
    }

    /// <summary>Every figure that one of the scores has, by kind of threshold and grid.</summary>
    /// <param name="title">Head of the first column.</param>
    /// <param name="scores">Names of the scores.</param>
    /// <param name="text">The figure of a score; null where it has none.</param>
    public static Table FigureRows(string title, string[] scores, Func<int, FigureKey, string?> text)
    {
        var table = WithColumns([title, .. scores]);
        var place = "";
        foreach (var key in FigureKey.All)
        {
            string?[] figures = [.. scores.Select((_, score) => text(score, key))];
            if (figures.All(figure => figure is null))
            {
                continue;
            }

            if (key.Place != place)
            {
                place = key.Place;
                table.AddRow(new Text($"at the {place}"));
            }

            var name = place.Length == 0 ? key.Metric.Name : $"  {key.Metric.Name}";
            table.AddRow([new Text(name), .. figures.Select(figure => new Text(figure ?? "-"))]);
        }

        return table;
    }

    private static Table Headline(EvaluationReport report)
    {
        FigureKey[] dices = [.. FigureThreshold.All.Select(threshold => new FigureKey(MetricCatalog.UnfilteredDice, threshold))];
        FigureKey[] keys = [new(MetricCatalog.AveragePrecision), .. dices];
        var names = dices.Select(key => key.Threshold == FigureThreshold.Ideal ? "ideal Dice" : $"Dice at {key.Place}");
        var table = WithColumns(["score", "AP", .. names]);
        foreach (var score in report.Scores)
        {
            table.AddRow([new Text(score.Name), .. keys.Select(key => new Text(Number(score.Figures.Find(key), 3, "\n{0}-{1}", 2)))]);
        }

        return table;
    }

    private static Table VolumeGroups(ScoreResult score)
    {
        Metric[] metrics = [MetricCatalog.Dice, MetricCatalog.LesionRecall, MetricCatalog.Hausdorff95, MetricCatalog.SurfaceDice];
        FigureKey[] keys = [new(MetricCatalog.AveragePrecision), .. metrics.Select(metric => new FigureKey(metric, score.ShownThreshold))];
        var table = WithColumns(["volume", "patients", .. keys.Select(key => key.Metric == MetricCatalog.Dice ? "Dice" : key.Metric.Name)])
            .Title($"{score.Name} by tumour volume, means over patients, {score.ShownThreshold.Name} threshold");
        foreach (var group in score.VolumeGroups)
        {
            var figures = keys.Select(key => new Text(Number(group.Figures.Find(key), key.Metric.Decimals)));
            table.AddRow([new Text(group.Group), new Text($"{group.Patients}"), .. figures]);
        }

        return table;
    }

    private static Table WithColumns(string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(columns[0]);
        foreach (var column in columns[1..])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        return table;
    }

    /// <summary>A figure; a dash where it is not defined.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="decimals">Digits after the point.</param>
    /// <param name="interval">How its interval is shown, where it has one; not at all by default.</param>
    /// <param name="intervalDecimals">Digits after the point there; the same by default.</param>
    public static string Number(Figure? figure, int decimals, string interval = "", int? intervalDecimals = null)
    {
        var digits = intervalDecimals ?? decimals;
        return figure is not { } shown ? "-" : Fixed(shown.Value, decimals) + (shown.Interval is { } i
            ? string.Format(CultureInfo.InvariantCulture, interval, Fixed(i.Low, digits), Fixed(i.High, digits))
            : "");
    }

    /// <summary>A number with so many digits after the point.</summary>
    public static string Fixed(double value, int digits) => value.ToString("0.".PadRight(2 + digits, '0'), CultureInfo.InvariantCulture);
}
