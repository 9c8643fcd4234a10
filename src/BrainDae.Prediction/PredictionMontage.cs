using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Masks;
using BrainDae.Pictures;

namespace BrainDae.Prediction;

/// <summary>Shows a prediction: a row a slice through the largest lesions; modalities, reconstruction, score and outline.</summary>
internal static class PredictionMontage
{
    private const int Rows = 4;
    private const int PanelPixels = 192;
    private static readonly (float, float) Intensities = (0, 1.2f);

    /// <summary>Draws it.</summary>
    /// <returns>Seven panels a row (six without a reconstruction), up to four rows, in radiological orientation.</returns>
    public static Picture Draw(PatientPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var slices = prediction.Slices;
        var rows = Slices(prediction).Select(slice => Row(prediction, slice)).ToArray();
        return SliceMontage.Draw(rows, slices.Size, slices.Size, Math.Clamp(PanelPixels / slices.Size, 1, 8));
    }

    /// <summary>Positions among the kept slices of those that show most of the largest lesions; the middle one without lesions.</summary>
    private static int[] Slices(PatientPrediction prediction)
    {
        var slices = prediction.Slices;
        int[] largest = [.. prediction.Lesions.Lesions.Select(lesion => lesion.LargestSlice - slices.SliceIndices[0]).Distinct().Take(Rows)];
        return largest.Length > 0 ? largest : [slices.Count / 2];
    }

    private static MontagePanel[] Row(PatientPrediction prediction, int slice)
    {
        var size = prediction.Slices.Size;
        var pixels = size * size;
        var images = prediction.Slices.Images.Span.Slice(slice * Modalities.Count * pixels, Modalities.Count * pixels);
        List<MontagePanel> row = [];
        foreach (var modality in Modalities.All)
        {
            row.Add(new() { Caption = Caption(modality), Values = Channel(images, modality).ToArray(), Window = Intensities });
        }

        row[0] = row[0] with { Caption = $"{Caption(Modality.Flair)}, slice {prediction.Slices.SliceIndices[slice]}" };
        if (!prediction.Reconstruction.IsEmpty)
        {
            row.Add(new() { Caption = "reconstruction", Values = Reconstruction(prediction, slice, images), Window = Intensities });
        }

        var scores = prediction.SliceScores.Span.Slice(slice * pixels, pixels);
        row.Add(new() { Caption = "anomaly score", Values = scores.ToArray(), Colours = ColorMap.Heat, Window = (0, HighEnd(prediction)) });
        row.Add(row[0] with { Caption = "lesions", Outline = Outline(prediction, slice) });
        return [.. row];

        ReadOnlySpan<float> Channel(ReadOnlySpan<float> channels, Modality modality) => channels.Slice((int)modality * pixels, pixels);
    }

    private static string Caption(Modality modality) => modality switch
    {
        Modality.Flair => "FLAIR",
        Modality.T1 => "T1",
        Modality.T1ce => "T1ce",
        Modality.T2 => "T2",
        _ => throw new ArgumentOutOfRangeException(nameof(modality), modality, "Not a modality."),
    };

    /// <summary>FLAIR as the network expects it; what it puts outside of the brain means nothing and is left out.</summary>
    private static float[] Reconstruction(PatientPrediction prediction, int slice, ReadOnlySpan<float> images)
    {
        var pixels = images.Length / Modalities.Count;
        var foreground = new byte[pixels];
        ForegroundMask.Find(images, foreground);
        var flair = prediction.Reconstruction.Span.Slice((slice * Modalities.Count + (int)Modality.Flair) * pixels, pixels).ToArray();
        ForegroundMask.HideBackground(flair, foreground);
        return flair;
    }

    /// <summary>Twice the threshold is the brightest colour, so that the threshold lies in the middle of the scale.</summary>
    private static float HighEnd(PatientPrediction prediction) => prediction.Settings.Threshold > 0 ? (float)(2 * prediction.Settings.Threshold) : 1;

    /// <summary>The mask at full resolution, each pixel as the voxel at its centre.</summary>
    private static byte[] Outline(PatientPrediction prediction, int slice)
    {
        var (size, shape) = (prediction.Slices.Size, prediction.Slices.Geometry.Shape);
        var mask = prediction.Slices.Order.ToLps(prediction.Lesions.Mask).Stored<byte>().Slice(prediction.Slices.SliceIndices[slice] * shape[0] * shape[1], shape[0] * shape[1]);
        var outline = new byte[size * size];
        for (var x = 0; x < size; x++)
        {
            for (var y = 0; y < size; y++)
            {
                outline[x * size + y] = mask[Centre(y, shape[1]) * shape[0] + Centre(x, shape[0])];
            }
        }

        return outline;

        int Centre(int pixel, int voxels) => (int)((2L * pixel + 1) * voxels / (2 * size));
    }
}
