using System.Globalization;
using BrainDae.Evaluation.Results;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Mean and standard deviation of figures over models.</summary>
internal static class ModelSpreadTable
{
    public static void Write(IAnsiConsole console, ModelSpread spread)
    {
        console.WriteLine($"Mean ± standard deviation over the {spread.Models.Length} models {string.Join(", ", spread.Models)}:");
        var table = new Table().Border(TableBorder.Rounded).AddColumn($"split {spread.Split}");
        foreach (var score in spread.Scores)
        {
            table.AddColumn(new TableColumn(score.Name).RightAligned());
        }

        Row("average precision", s => s.AveragePrecision);
        At("ideal", s => s.Ideal);
        At("fixed on val", s => s.Validation);
        At("healthy-calibrated", s => s.Healthy);
        At("found on synthetic lesions", s => s.Synthetic);
        console.Write(table);

        void At(string threshold, Func<ScoreSpread, ThresholdSpread> at)
        {
            Row($"{threshold} threshold: Dice", s => at(s).Dice);
            Row("  without small components", s => at(s).DiceFiltered);
            Row("  mean over patients", s => at(s).MeanPatientDice);
            Row("  lesion-wise F1", s => at(s).LesionF1);
            Row("  HD95, mm", s => at(s).Hausdorff95);
            Row("  surface Dice", s => at(s).SurfaceDice);
        }

        void Row(string name, Func<ScoreSpread, FigureSpread> figure)
        {
            if (spread.Scores.Any(score => figure(score).Mean is not null))
            {
                table.AddRow([new Text(name), .. spread.Scores.Select(score => new Text(Number(figure(score))))]);
            }
        }
    }

    private static string Number(FigureSpread figure) => figure.Mean is { } mean
        ? string.Create(CultureInfo.InvariantCulture, $"{mean:0.0000}") + (figure.StandardDeviation is { } deviation ? string.Create(CultureInfo.InvariantCulture, $" ± {deviation:0.0000}") : "")
        : "-";
}
