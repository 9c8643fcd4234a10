using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Figures;
using BrainDae.Imaging.Components;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Volumes;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Evaluation;

/// <summary>How a patient's scores become a detection, and how that is compared with the label.</summary>
/// <param name="Filters">Whether components that are too small or too weak for the score are removed from the detection.</param>
/// <param name="Lesions">When a lesion counts as found, and what is too small.</param>
/// <param name="Tolerance">Distance in mm within which surfaces agree.</param>
internal sealed record PatientMeasurement(bool Filters, LesionRule Lesions, double Tolerance)
{
    public static PatientMeasurement Of(EvaluationOptions options) =>
        new(options.UseComponentFilter, options.Lesions, options.SurfaceTolerance);

    /// <summary>A patient's label on its stored slices, ready to measure with.</summary>
    public VolumeTruth Truth(PatientSliceFile patient, byte[] labels) =>
        VolumeTruth.Of(labels, new(patient.Count, patient.Size, patient.Size), ScanSpacing.OfSlices(patient.Geometry, patient.Size), Lesions);

    /// <summary>A patient's label on the scan's own grid, ready to measure with.</summary>
    /// <param name="geometry">That grid in LPS order.</param>
    /// <param name="labels">0 or 1, [z, y, x].</param>
    public VolumeTruth Truth(VolumeGeometry geometry, byte[] labels) =>
        VolumeTruth.Of(labels, new(geometry.Shape[2], geometry.Shape[1], geometry.Shape[0]), ScanSpacing.OfScan(geometry), Lesions);

    /// <summary>Measures at a threshold; lesion where the single-precision score is above it.</summary>
    /// <param name="scores">[slice, x, y] in C order.</param>
    /// <param name="truth">On the same grid.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="score">What the scores are of.</param>
    public VolumeMetrics At(float[] scores, VolumeTruth truth, double threshold, AnomalyScore score) =>
        VolumeMetrics.Of(Filter(OnSlices(score), truth).Detect(scores, truth.Shape, threshold), truth, Tolerance);

    /// <summary>Measures on the scan's own grid at a threshold.</summary>
    /// <param name="scores">Single precision, taken back to that grid.</param>
    /// <param name="truth">On that grid.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="score">What the scores are of.</param>
    public MeasuredDetection OnOwnGrid(Volume scores, VolumeTruth truth, double threshold, AnomalyScore score)
    {
        var values = scores.Stored<float>();
        var mask = ComponentFilter.Above(values, threshold);
        var plain = ConfusionCounts.Of(mask, truth.Mask.Span);
        Filter(new ComponentRule(Lesions.MinimumVolume, score.MinimumPeak), truth).Apply(mask, values, truth.Shape, threshold);
        return new(plain, VolumeMetrics.Of(mask, truth, Tolerance), Filters);
    }

    /// <summary>What is removed from a score's detections on the stored slices; null where nothing is.</summary>
    public ComponentRule? OnSlices(AnomalyScore score) => Filters ? score.ComponentsOnSlices(Lesions.MinimumVolume) : null;

    private ComponentFilter Filter(ComponentRule? rule, VolumeTruth truth) => Filters && rule is { } what ? what.On(truth.Spacing.VoxelVolume) : default;
}
