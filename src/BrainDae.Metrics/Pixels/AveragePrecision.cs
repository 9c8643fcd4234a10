namespace BrainDae.Metrics.Pixels;

/// <summary>
/// Average precision: the sum over distinct scores s, from the highest down, of (R(s) - R(previous)) P(s), where R and
/// P are recall and precision when pixels of score s or higher are called lesion. It is the step-wise, non-interpolated
/// area that scikit-learn's average_precision_score computes, not the trapezoid area under the curve.
/// </summary>
public static class AveragePrecision
{
    /// <summary>0 to 1; chance level is the share of lesion pixels; NaN without any lesion pixel.</summary>
    public static double Of(ScoreDistribution scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var sum = 0.0;
        for (var i = scores.Counts.Length - 1; i >= 0; i--)
        {
            // Without a lesion pixel here recall does not rise.
            if (scores.Counts[i].Lesion > 0)
            {
                sum += scores.Counts[i].Lesion * scores.From(i).Precision;
            }
        }

        return sum / scores.Lesion;
    }
}
