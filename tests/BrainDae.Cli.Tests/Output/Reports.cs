using System.Collections.Immutable;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Intervals;

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
        Scores = scores,
    };

    /// <summary>A score with the figures that the headline shows; those left out are undefined.</summary>
    public static ScoreResult Score(string name, ScoreRole role, double? precision, double? ideal, double? val = null, double? healthy = null, bool isDefault = false, bool intervals = true) => new()
    {
        Name = name,
        Description = "",
        Role = role,
        IsDefault = isDefault,
        AveragePrecision = precision,
        AveragePrecisionInterval = intervals ? Around(precision) : null,
        Auroc = null,
        Thresholds = "",
        Ideal = At(ideal, intervals),
        Validation = At(val, intervals),
        Healthy = At(healthy, intervals),
        UsedThreshold = val is not null ? ThresholdKind.Val : healthy is not null ? ThresholdKind.Healthy : null,
        Patients = [],
    };

    private static ThresholdResult? At(double? dice, bool interval) => dice is null ? null : new(0.5, dice, null, null) { DiceInterval = interval ? Around(dice) : null };

    private static ConfidenceInterval? Around(double? value) => value is { } v ? new(v - 0.05, v + 0.04) : null;
}
