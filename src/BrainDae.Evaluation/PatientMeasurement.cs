using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Components;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Volumes;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Evaluation;

/// <summary>How a patient's scores become a detection, and how that is compared with the label.</summary>
/// <param name="MaximumComponentSize">Components of at most so many voxels are removed from the detection, and those whose peak is too low for the score; 0 removes none.</param>
/// <param name="Lesions">When a lesion counts as found.</param>
/// <param name="Tolerance">Distance in mm within which surfaces agree.</param>
internal sealed record PatientMeasurement(int MaximumComponentSize, LesionRule Lesions, double Tolerance)
{
    public static PatientMeasurement Of(EvaluationOptions options) =>
        new(options.UseComponentFilter ? ConnectedComponents.PublishedMaximumSize : 0, options.Lesions, options.SurfaceTolerance);

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
    /// <param name="minimumPeak"><see cref="AnomalyScore.MinimumPeak"/> of the score.</param>
    public VolumeMetrics At(float[] scores, VolumeTruth truth, double threshold, double minimumPeak) =>
        VolumeMetrics.Of(Filter(minimumPeak).Detect(scores, truth.Shape, threshold), truth, Tolerance);

    /// <summary>Measures on the scan's own grid at a threshold.</summary>
    /// <param name="scores">Single precision, taken back to that grid.</param>
    /// <param name="truth">On that grid.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="minimumPeak"><see cref="AnomalyScore.MinimumPeak"/> of the score.</param>
    public NativeMetrics OnOwnGrid(Volume scores, VolumeTruth truth, double threshold, double minimumPeak)
    {
        var values = scores.Stored<float>();
        var mask = ComponentFilter.Above(values, threshold);
        var plain = ConfusionCounts.Of(mask, truth.Mask.Span);
        Filter(minimumPeak).Apply(mask, values, truth.Shape, threshold);
        return new(plain, VolumeMetrics.Of(mask, truth, Tolerance));
    }

    /// <summary>Weak components stay where small ones do: then nothing is filtered.</summary>
    private ComponentFilter Filter(double minimumPeak) => MaximumComponentSize > 0 ? new(MaximumComponentSize, minimumPeak) : default;
}
