using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Scores;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>Turns a scored patient into 8-bit slices for the report.</summary>
internal static class PatientPictures
{
    /// <summary>Intensity 1 is the 0.99 quantile of a modality; bright lesions lie above it.</summary>
    public const double IntensityHigh = 1.25;

    private const int Levels = 255;

    /// <summary>The score that takes the last colour, so that the threshold lies in the middle of the colours.</summary>
    public static double ScoreHigh(double threshold) => threshold > 0 ? 2 * threshold : 1;

    /// <summary>The patient's slices as the report shows them.</summary>
    /// <param name="patient">The patient.</param>
    /// <param name="input">Its images and their reconstruction.</param>
    /// <param name="scores">For each score its values, [slice, x, y], and scales, threshold and component filter.</param>
    /// <param name="truth">The label, [slice, x, y].</param>
    public static PatientSheets Of(PatientSliceFile patient, ReconstructedPatient input, ImmutableArray<(float[] Values, SliceLegend Legend)> scores, byte[] truth)
    {
        var voxelVolume = ScanSpacing.OfSlices(patient.Geometry, patient.Size).VoxelVolume;
        return new()
        {
            Name = patient.Name,
            Slices = patient.Count,
            Size = patient.Size,
            FirstSlice = patient.SliceIndices[0],
            Modalities = input.Modalities,
            Inputs = [.. input.Modalities.Select(m => Intensities(input.Images.Span, m, input))],
            Reconstructions = [.. input.Modalities.Select(m => Intensities(input.Reconstruction.Span, m, input))],
            Scores = [.. scores.Select(score => new ScoreSheet(
                score.Legend.ScoreName,
                Array.ConvertAll(score.Values, s => Level(s, score.Legend.ScoreHigh)),
                (score.Legend.Removed?.On(voxelVolume) ?? default).Detect(score.Values, new(patient.Count, patient.Size, patient.Size), score.Legend.Threshold)))],
            Truth = truth,
        };
    }

    /// <summary>Outside the brain nothing is learned, so what the network puts there means nothing and is not shown.</summary>
    private static ReadOnlyMemory<byte> Intensities(ReadOnlySpan<float> values, Modality modality, ReconstructedPatient input)
    {
        var pixels = input.Size * input.Size;
        var elements = pixels * input.Modalities.Count;
        var foreground = input.Foreground.Mask;
        var shown = new float[foreground.Length];
        for (var slice = 0; slice < input.Slices; slice++)
        {
            input.Modalities.Channel(values.Slice(slice * elements, elements), modality).CopyTo(shown.AsSpan(slice * pixels, pixels));
        }

        ForegroundMask.HideBackground(shown, foreground);
        return Array.ConvertAll(shown, value => Level(value, IntensityHigh));
    }

    private static byte Level(float value, double high) =>
        value > 0 ? (byte)Math.Min(Levels, value / high * Levels + 0.5) : (byte)0;
}
