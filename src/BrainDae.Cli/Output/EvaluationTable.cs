using System.Globalization;
using BrainDae.Learning.Evaluation;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>The figures of an evaluation, scores side by side.</summary>
internal static class EvaluationTable
{
    public static void Write(IAnsiConsole console, EvaluationReport report)
    {
        console.WriteLine($"Split {report.Split.Name}: {report.Split.Patients} patients, {report.Split.Slices} slices, {report.Split.LesionPixels} of {report.Split.Pixels} pixels are lesion. Model {report.Model.Identifier}, epoch {report.Model.Epoch + 1}.");
        var table = new Table().Border(TableBorder.Rounded).AddColumn("all pixels pooled, unless said otherwise");
        foreach (var score in report.Scores)
        {
            table.AddColumn(new TableColumn(score.Name).RightAligned());
        }

        Row("average precision", s => Number(s.AveragePrecision));
        Row("ideal Dice (threshold picked on these patients)", s => Number(s.Ideal?.Dice));
        Row("  its threshold", s => Number(s.Ideal?.Threshold));
        if (report.MaximumComponentSize > 0)
        {
            Row($"  without components of at most {report.MaximumComponentSize} voxels", s => Number(s.Ideal?.DiceFiltered));
        }

        Row("  mean over patients", s => Number(s.Ideal?.MeanPatientDice));
        Row("Dice at the threshold fixed on the val split", s => Number(s.Validation?.Dice));
        Row("  its threshold", s => Number(s.Validation?.Threshold));
        if (report.MaximumComponentSize > 0)
        {
            Row($"  without components of at most {report.MaximumComponentSize} voxels", s => Number(s.Validation?.DiceFiltered));
        }

        Row("  mean over patients", s => Number(s.Validation?.MeanPatientDice));
        console.Write(table);
        foreach (var score in report.Scores)
        {
            console.WriteLine($"{score.Name}: {score.Description}");
        }

        void Row(string name, Func<ScoreResult, string> value) =>
            table.AddRow([new Text(name), .. report.Scores.Select(s => new Text(value(s)))]);
    }

    private static string Number(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
}
