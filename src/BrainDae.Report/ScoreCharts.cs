using System.Collections.Immutable;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>Precision against recall for all scores together, and for each score that is shown first Dice over its threshold.</summary>
internal static class ScoreCharts
{
    /// <summary>The charts; none without a lesion pixel.</summary>
    public static ImmutableArray<LineChart> Of(EvaluationReport evaluation) =>
        evaluation.Split.LesionPixels == 0 ? [] : [PrecisionRecall(evaluation), .. evaluation.Headline.Select(Dice)];

    private static LineChart PrecisionRecall(EvaluationReport evaluation)
    {
        ImmutableArray<PlotSeries> series =
        [
            .. evaluation.Headline.Concat(evaluation.Scores).Distinct().Select(s => new PlotSeries(
                $"{s.Name}, average precision {NumberText.Of(s.AveragePrecision, 3)}",
                [.. s.Curves.Recall.Zip(s.Curves.Precision)])),
        ];
        return new()
        {
            Title = "Precision and recall",
            Description = $"Precision over recall, all pixels pooled: {string.Join("; ", series.Select(s => s.Name))}.",
            X = new("recall (share of lesion pixels found)", 0, 1),
            Y = new("precision", 0, 1),
            Series = series,
        };
    }

    private static LineChart Dice(ScoreResult score)
    {
        ImmutableArray<ChartMark> marks =
        [
            .. from threshold in FigureThreshold.All
               let value = score.Find(MetricCatalog.Threshold, threshold)?.Value
               where value is not null
               select new ChartMark($"{threshold.Name} threshold {NumberText.Of(value.Value)}", value.Value),
        ];
        return new()
        {
            Title = $"Dice over the threshold: {score.Name}",
            Description = $"Dice of all pixels pooled over the threshold of the score {score.Name}. {string.Join("; ", marks.Select(m => m.Name))}.",
            X = new("threshold", score.Curves.Thresholds[0], score.Curves.Thresholds[^1]),
            Y = new("Dice", 0, 1),
            Series = [new("Dice", [.. score.Curves.Thresholds.Zip(score.Curves.Dice)])],
            Marks = [.. marks.Where(mark => mark.X <= score.Curves.Thresholds[^1])],
        };
    }
}
