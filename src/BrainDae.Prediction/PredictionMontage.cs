using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Masks;
using BrainDae.Nifti.Volumes;
using BrainDae.Pictures;

namespace BrainDae.Prediction;

/// <summary>Shows a prediction: a row for each slice through the largest lesions; modalities, reconstruction, score with its parts, and outline.</summary>
/// <param name="prediction">The prediction.</param>
/// <param name="mask">Its mask in LPS order.</param>
internal sealed class PredictionMontage(PatientPrediction prediction, Volume mask)
{
    private const int Rows = 4;
    private const int PanelPixels = 192;
    private static readonly (float, float) Intensities = (0, 1.2f);

    /// <summary>Draws it.</summary>
    /// <returns>A panel a modality, one a part of the score and three more (two without a reconstruction), up to four rows, in radiological orientation.</returns>
    public static Picture Draw(PatientPrediction prediction)
    {
        var montage = new PredictionMontage(prediction, prediction.Slices.Order.ToLps(prediction.Lesions.Mask));
        var slices = prediction.Slices;
        var rows = Slices(prediction).Select(montage.Row).ToArray();
        return SliceMontage.Draw(rows, slices.Size, slices.Size, Math.Clamp(PanelPixels / slices.Size, 1, 8));
    }

    /// <summary>Positions among the kept slices of those that show most of the largest lesions; the middle one without lesions.</summary>
    internal static int[] Slices(PatientPrediction prediction)
    {
        var slices = prediction.Slices;
        var positions = prediction.Lesions.Lesions.Select(lesion => slices.SliceIndices.IndexOf(lesion.LargestSlice));
        int[] largest = [.. positions.Where(at => at >= 0).Distinct().Take(Rows)];
        return largest.Length > 0 ? largest : [slices.Count / 2];
    }

    private MontagePanel[] Row(int slice)
    {
        var (modalities, size) = (prediction.Slices.Modalities, prediction.Slices.Size);
        var (pixels, elements) = (size * size, size * size * modalities.Count);
        var images = prediction.Slices.Images.Slice(slice * elements, elements);
        var shown = modalities.Contains(Modality.Flair) ? Modality.Flair : modalities[0];
        List<MontagePanel> row = [.. modalities.Select(modality => new MontagePanel { Caption = Caption(modality), Values = Channel(modality), Window = Intensities })];
        var background = new MontagePanel { Caption = "lesions", Values = Channel(shown), Window = Intensities };
        row[0] = row[0] with { Caption = $"{row[0].Caption}, slice {prediction.Slices.SliceIndices[slice]}" };
        if (!prediction.Reconstructed.Reconstruction.IsEmpty)
        {
            // What the network puts outside of the brain means nothing and is left out.
            var reconstruction = modalities.Channel(prediction.Reconstructed.Reconstructed(slice), shown).ToArray();
            ForegroundMask.HideBackground(reconstruction, prediction.Reconstructed.Foreground.Mask.Slice(slice * pixels, pixels));
            row.Add(new() { Caption = shown == modalities[0] ? "reconstruction" : $"{Caption(shown)} reconstruction", Values = reconstruction, Window = Intensities });
        }

        foreach (var part in prediction.ScoreParts)
        {
            row.Add(new() { Caption = part.Score.Replace('_', ' '), Values = part.Values.Slice(slice * pixels, pixels), Colours = ColorMap.Heat, Window = (0, HighEnd) });
        }

        row.Add(new() { Caption = "anomaly score", Values = prediction.SliceScores.Slice(slice * pixels, pixels), Colours = ColorMap.Heat, Window = (0, HighEnd) });
        row.Add(background with { Outline = Outline(slice) });
        return [.. row];

        float[] Channel(Modality modality) => modalities.Channel(images.Span, modality).ToArray();
    }

    private static string Caption(Modality modality) => modality == Modality.T1ce ? "T1ce" : modality.Name.ToUpperInvariant();

    /// <summary>Twice the threshold is the brightest colour, so that the threshold lies in the middle of the scale.</summary>
    private float HighEnd => prediction.Settings.Threshold > 0 ? (float)(2 * prediction.Settings.Threshold) : 1;

    /// <summary>The mask at full resolution, each pixel as the voxel at its centre.</summary>
    private byte[] Outline(int slice)
    {
        var (size, shape) = (prediction.Slices.Size, prediction.Slices.Geometry.Shape);
        var voxels = mask.Stored<byte>().Slice(prediction.Slices.SliceIndices[slice] * shape[0] * shape[1], shape[0] * shape[1]);
        var outline = new byte[size * size];
        for (var x = 0; x < size; x++)
        {
            for (var y = 0; y < size; y++)
            {
                outline[x * size + y] = voxels[Centre(y, shape[1]) * shape[0] + Centre(x, shape[0])];
            }
        }

        return outline;

        int Centre(int pixel, int count) => (int)((2L * pixel + 1) * count / (2 * size));
    }
}
