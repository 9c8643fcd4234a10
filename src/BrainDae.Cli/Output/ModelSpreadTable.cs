using BrainDae.Evaluation.Results;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Mean and standard deviation of figures over models.</summary>
internal static class ModelSpreadTable
{
    public static void Write(IAnsiConsole console, ModelSpread spread)
    {
        console.WriteLine($"Mean ± standard deviation over the {spread.Models.Length} models {string.Join(", ", spread.Models)}:");
        console.Write(EvaluationTable.FigureRows(
            $"split {spread.Split}",
            [.. spread.Scores.Select(score => score.Name)],
            (score, key) => spread.Scores[score].Figures.Find(key) is { } figure ? Number(figure, key.Metric.Decimals) : null));
    }

    /// <summary>Mean and standard deviation; a dash where no model has the figure.</summary>
    public static string Number(FigureSpread? figure, int decimals) => figure is not { } shown ? "-"
        : EvaluationTable.Fixed(shown.Mean, decimals)
        + (shown.StandardDeviation is { } deviation ? $" ± {EvaluationTable.Fixed(deviation, decimals)}" : "");
}
