using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;

namespace BrainDae.Prediction;

/// <summary>What no scores of a brain look like, whatever the scans do.</summary>
internal static class ScoreChecks
{
    /// <summary>Above this share of the foreground, what was found is no lesion; the largest tumors of BraTS take a fifth of a brain.</summary>
    private const double LargestLesion = 0.4;

    /// <summary>Above this share of the foreground with scores that healthy tissue hardly has, the model does not understand the scans.</summary>
    private const double LargestUnhealthy = 0.5;

    /// <summary>Names what is implausible.</summary>
    /// <param name="name">The patient.</param>
    /// <param name="scores">[slice, x, y] in C order.</param>
    /// <param name="foreground">Of the same slices.</param>
    /// <param name="settings">The threshold.</param>
    /// <param name="healthy">The threshold that is calibrated on healthy tissue; null where there is none.</param>
    /// <returns>One line each; empty where nothing is.</returns>
    public static ImmutableArray<string> Doubts(string name, ReadOnlySpan<float> scores, ForegroundStatistics foreground, PredictionSettings settings, double? healthy)
    {
        var mask = foreground.Mask;
        var lesion = ShareAbove(settings.Threshold, scores, mask);
        var unhealthy = healthy is { } threshold ? ShareAbove(threshold, scores, mask) : 0;
        return
        [
            .. scores.ContainsAnyExceptInRange(float.MinValue, float.MaxValue) ? [$"{name}: some of its scores are not finite, because some of its intensities are too large."] : Array.Empty<string>(),

            // A threshold that the user gave is the user's own.
            .. settings.ThresholdKind != ThresholdKind.Given && lesion > LargestLesion
                ? [$"{name}: {Percent(lesion)} of the foreground is above the threshold, more than a lesion takes: the scans are not what the model knows."] : Array.Empty<string>(),
            .. unhealthy > LargestUnhealthy
                ? [$"{name}: {Percent(unhealthy)} of the foreground scores higher than nearly all of the healthy tissue that the model was calibrated on: the scans are not what it knows."] : Array.Empty<string>(),
        ];
    }

    private static string Percent(double share) => share.ToString("0%", CultureInfo.InvariantCulture);

    private static double ShareAbove(double threshold, ReadOnlySpan<float> scores, ReadOnlySpan<byte> mask)
    {
        var (above, foreground) = (0, 0);
        for (var i = 0; i < scores.Length; i++)
        {
            foreground += mask[i];
            above += mask[i] != 0 && scores[i] > threshold ? 1 : 0;
        }

        return foreground > 0 ? (double)above / foreground : 0;
    }
}
