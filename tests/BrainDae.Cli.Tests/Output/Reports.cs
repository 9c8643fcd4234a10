using System.Collections.Immutable;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Scores;

namespace BrainDae.Cli.Tests.Output;

/// <summary>Evaluations with chosen figures.</summary>
internal static class Reports
{
    /// <summary>A model of which nothing but these scores is known.</summary>
    public static EvaluationReport Of(params ImmutableArray<ScoreResult> scores) => new()
    {
        Software = "braindae test",
        Model = new("dae", new string('a', 64), 0),
        DataSha256 = new('b', 64),
        Split = new("test", new('c', 64), 26, 3109, 51_000_000, 1_000_000),
        Precision = NetworkPrecision.Float32,
        LeakAudit = LeakAudit.Unknown with { Result = LeakResult.Unseen, ComparedContent = true },
        Definitions = MetricCatalog.Definitions(native: false),
        Scores = scores,
    };

    /// <summary>A score with the figures that the headline shows; those left out are undefined.</summary>
    public static ScoreResult Score(string name, ScoreRole role, double? precision, double? ideal, double? val = null, double? healthy = null, bool isDefault = false, bool intervals = true) => new()
    {
        Name = name,
        Description = "",
        Role = role,
        IsDefault = isDefault,
        Thresholds = "",
        Figures = new()
        {
            { new(MetricCatalog.AveragePrecision), Of(precision, intervals) },
            { new(MetricCatalog.UnfilteredDice, FigureThreshold.Ideal), Of(ideal, intervals) },
            { new(MetricCatalog.UnfilteredDice, FigureThreshold.Of(ThresholdKind.Val)), Of(val, intervals) },
            { new(MetricCatalog.UnfilteredDice, FigureThreshold.Of(ThresholdKind.Healthy)), Of(healthy, intervals) },
        },
        UsedThreshold = val is not null ? ThresholdKind.Val : healthy is not null ? ThresholdKind.Healthy : null,
        Patients = [],
    };

    /// <summary>The same score with one figure more, or another one.</summary>
    public static ScoreResult With(this ScoreResult score, FigureKey key, double value)
    {
        var figures = new FigureTable<Figure>();
        foreach (var (name, figure) in score.Figures)
        {
            figures[name] = figure;
        }

        figures[key.ToString()] = new(value, null, 26);
        return score with { Figures = figures };
    }

    private static Figure? Of(double? value, bool interval) => value is { } v ? new(v, interval ? new(v - 0.05, v + 0.04) : null, 26) : null;
}
