using System.Globalization;
using BrainDae.Method.Calibration;

namespace BrainDae.Cli.Output;

/// <summary>Thresholds and how sure they are, in words.</summary>
internal static class ThresholdText
{
    /// <summary>A threshold of a kind, such as "val 2.6500 (one alone: 2.4000 to 3.1000 on 2 patients)".</summary>
    public static string Of(ModelCalibration calibration, Method.Scores.AnomalyScore score, ThresholdKind kind) => calibration.Of(score, kind) is { } value
        ? $"{kind.Text()} {Number(value)}{(calibration.Thresholds[score.Name].RangeOf(kind) is { } range ? $" ({Alone(range, kind)})" : "")}"
        : $"{kind.Text()} none";

    /// <summary>What single patients would have given.</summary>
    public static string Alone(ThresholdRange range, ThresholdKind kind) => range.Patients == 1
        ? "too few to say how sure it is"
        : $"one alone: {Number(range.Least)} to {Number(range.Greatest)}, {Counted.Of(range.Patients, kind == ThresholdKind.Synthetic ? "painting" : "patient")}";

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
