using BrainDae.Imaging.Metrics;
using BrainDae.Imaging.PostProcessing;
using BrainDae.Imaging.Slices;
using BrainDae.Imaging.Volumes;

namespace BrainDae.Learning.Evaluation;

/// <summary>How a patient's scores become a detection, and how that is compared with the label.</summary>
/// <param name="MaximumComponentSize">Components of at most so many voxels are removed from the detection; 0 removes none.</param>
/// <param name="Lesions">When a lesion counts as found.</param>
/// <param name="Tolerance">Distance in mm within which surfaces agree.</param>
internal sealed record PatientMeasurement(int MaximumComponentSize, LesionRule Lesions, double Tolerance)
{
    public static PatientMeasurement Of(EvaluationOptions options) =>
        new(options.UseComponentFilter ? ConnectedComponents.PublishedMaximumSize : 0, options.Lesions, options.SurfaceTolerance);

    /// <summary>Measures at a threshold; lesion where the single-precision score is above it.</summary>
    /// <param name="scores">[slice, x, y] in C order.</param>
    /// <param name="labels">Same shape, 0 or 1.</param>
    /// <param name="patient">Whose they are.</param>
    /// <param name="threshold">The threshold.</param>
    public VolumeMetrics At(float[] scores, byte[] labels, PatientSliceFile patient, double threshold) =>
        Measure(Above(scores, threshold), labels, new(patient.Count, patient.Size, patient.Size), GridSpacing.OfSlices(patient.Geometry, patient.Size));

    /// <summary>Measures on the scan's own grid at a threshold.</summary>
    /// <param name="scores">Single precision, taken back to that grid.</param>
    /// <param name="labels">0 or 1, [z, y, x].</param>
    /// <param name="threshold">The threshold.</param>
    public NativeMetrics OnOwnGrid(Volume scores, byte[] labels, double threshold)
    {
        var mask = Above(scores.Stored<float>(), threshold);
        var plain = ConfusionCounts.Of(mask, labels);
        var shape = scores.Shape;
        return new(plain, Measure(mask, labels, new(shape[2], shape[1], shape[0]), GridSpacing.OfScan(scores.Geometry)));
    }

    private static byte[] Above(ReadOnlySpan<float> scores, double threshold)
    {
        var mask = new byte[scores.Length];
        var limit = (float)threshold;
        for (var p = 0; p < mask.Length; p++)
        {
            mask[p] = scores[p] > limit ? (byte)1 : (byte)0;
        }

        return mask;
    }

    private VolumeMetrics Measure(byte[] mask, byte[] labels, GridShape shape, GridSpacing spacing)
    {
        if (MaximumComponentSize > 0)
        {
            ConnectedComponents.RemoveSmall(mask, mask, shape, MaximumComponentSize);
        }

        return VolumeMetrics.Of(mask, labels, shape, spacing, Lesions, Tolerance);
    }
}
