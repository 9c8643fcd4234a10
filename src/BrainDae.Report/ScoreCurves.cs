using System.Collections.Immutable;
using BrainDae.Metrics.Pixels;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>Precision against recall for all scores together, and for each score Dice over its threshold.</summary>
internal static class ScoreCurves
{
    private const int RecallPoints = 300;
    private const int ThresholdPoints = 240;

    /// <summary>Beyond the threshold at which Dice has fallen to this share of the best there is nothing to see.</summary>
    private const double ShareOfBest = 0.05;

    /// <summary>The charts; none without a lesion pixel.</summary>
    public static ImmutableArray<LineChart> Of(ImmutableArray<(ScoreFigures Score, ScoreDistribution Pooled)> scores) =>
        scores[0].Pooled.Lesion == 0 ? [] : [PrecisionRecall(scores), .. scores.Select(s => Dice(s.Score, s.Pooled))];

    private static LineChart PrecisionRecall(ImmutableArray<(ScoreFigures Score, ScoreDistribution Pooled)> scores)
    {
        ImmutableArray<PlotSeries> series =
        [
            .. scores.Select(s => new PlotSeries(
                $"{s.Score.Name}, average precision {Figures.Text(AveragePrecision.Of(s.Pooled), 3)}",
                [.. PrecisionRecallCurve.Of(s.Pooled, RecallPoints).Select(p => (p.Recall, p.Precision))])),
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

    private static LineChart Dice(ScoreFigures score, ScoreDistribution pooled)
    {
        var (low, high) = Range(pooled);
        ImmutableArray<(double, double)> points =
        [
            .. Enumerable.Range(0, ThresholdPoints + 1).Select(i => low + (high - low) * i / ThresholdPoints).Select(t => (t, pooled.Above(t).Dice)),
        ];
        ImmutableArray<ChartMark> marks =
        [
            .. Mark("ideal threshold", score.Of("ideal.threshold")), .. Mark("threshold fixed on the val split", score.Of("validation.threshold")),
        ];
        return new()
        {
            Title = $"Dice over the threshold: {score.Name}",
            Description = $"Dice of all pixels pooled over the threshold of the score {score.Name}. {string.Join("; ", marks.Select(m => m.Name))}.",
            X = new("threshold", low, high),
            Y = new("Dice", 0, 1),
            Series = [new("Dice", points)],
            Marks = marks,
        };
    }

    private static IEnumerable<ChartMark> Mark(string name, NamedFigure? threshold)
    {
        if (threshold?.Value is { } value)
        {
            yield return new($"{name} {Figures.Text(value)}", value);
        }
    }

    private static (double Low, double High) Range(ScoreDistribution pooled)
    {
        var best = Enumerable.Range(0, pooled.Counts.Length).Max(i => pooled.From(i).Dice);
        var last = pooled.Counts.Length - 1;
        while (last > 0 && !(pooled.From(last).Dice >= ShareOfBest * best))
        {
            last--;
        }

        var (low, high) = (Math.Min(0, Finite(pooled.Counts[0].Score)), Finite(pooled.Counts[last].Score));
        return high > low ? (low, high) : (low, low + 1);
    }

    private static double Finite(Half score) => Math.Clamp((double)score, (double)Half.MinValue, (double)Half.MaxValue);
}
