using BrainDae.Method.Scores;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Method.Calibration;

/// <summary>Counts one score over the calibration patients and finds its thresholds, together and for each patient alone.</summary>
/// <param name="score">The score.</param>
/// <param name="healthyRate">Share of the healthy foreground that the healthy-calibrated threshold may call lesion.</param>
internal sealed class ThresholdSearch(AnomalyScore score, double healthyRate)
{
    private readonly ScoreHistogram labelled = new();
    private readonly ScoreHistogram healthy = new();
    private readonly ScoreHistogram painted = new();
    private readonly List<double?> labelledAlone = [];
    private readonly List<double?> healthyAlone = [];
    private readonly List<double?> paintedAlone = [];

    /// <summary>The score.</summary>
    public AnomalyScore Score => score;

    /// <summary>Counts a patient as it is.</summary>
    /// <param name="patient">The patient.</param>
    /// <param name="labels">Its lesion label; null where it has none.</param>
    /// <param name="healthyPixels">Where the foreground of its healthy slices is, in the scores.</param>
    public void Add(ReconstructedPatient patient, byte[]? labels, int[] healthyPixels)
    {
        var values = score.Compute(patient);
        var own = ScoreHistogram.Of(Array.ConvertAll(healthyPixels, pixel => values[pixel]), new byte[healthyPixels.Length]);
        healthyAlone.Add(Healthy(own));
        healthy.Merge(own);
        if (labels is not null)
        {
            Add(ScoreHistogram.Of(values, labels), labelled, labelledAlone);
        }
    }

    /// <summary>Counts a painted patient.</summary>
    public void Add(PaintedCohort.Painted patient) => Add(patient.Count(score.Compute(patient.Input)), painted, paintedAlone);

    /// <summary>The threshold of highest Dice on all painted patients; null without a lesion.</summary>
    public double? Synthetic => Best(painted);

    /// <summary>All thresholds.</summary>
    public ScoreThresholds Found() => ScoreThresholds.WithDefault(score.Revision, Best(labelled), Healthy(healthy), Synthetic) with
    {
        ValRange = ThresholdRange.Of(labelledAlone),
        HealthyRange = ThresholdRange.Of(healthyAlone),
        SyntheticRange = ThresholdRange.Of(paintedAlone),
    };

    private void Add(ScoreHistogram own, ScoreHistogram all, List<double?> alone)
    {
        alone.Add(Best(own));
        all.Merge(own);
    }

    private double? Best(ScoreHistogram counts) => score.BestThreshold(counts.ToDistribution())?.Threshold;

    private double? Healthy(ScoreHistogram counts) =>
        HealthyCalibration.Threshold(counts.ToDistribution(), healthyRate) is { } threshold && double.IsFinite(threshold) ? threshold : null;
}
