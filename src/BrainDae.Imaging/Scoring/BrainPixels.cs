using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BrainDae.Imaging.Datasets;
using BrainDae.Imaging.PostProcessing;
using BrainDae.Imaging.Preprocessing;

namespace BrainDae.Imaging.Scoring;

/// <summary>The foreground of a whole patient, [slice, x, y] in C order.</summary>
internal static class BrainPixels
{
    /// <summary>The <see cref="ForegroundMask"/> of every slice.</summary>
    public static byte[] Find(ScoreInput input)
    {
        var area = input.Size * input.Size;
        var elements = Modalities.Count * area;
        var masks = new byte[input.Slices * area];
        Parallel.For(0, input.Slices, slice =>
            ForegroundMask.Find(input.Images.Span.Slice(slice * elements, elements), masks.AsSpan(slice * area, area)));
        return masks;
    }

    /// <summary>Median of FLAIR over the foreground of all slices; 0 without any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float MedianFlair(ScoreInput input, byte[] masks)
    {
        var area = input.Size * input.Size;
        var images = input.Images.Span;
        var values = new List<double>(masks.Length / 4);
        for (var i = 0; i < masks.Length; i++)
        {
            if (masks[i] != 0)
            {
                values.Add(images[(i / area * Modalities.Count + (int)Modality.Flair) * area + i % area]);
            }
        }

        return values.Count == 0 ? 0 : (float)OrderStatistic.Select(CollectionsMarshal.AsSpan(values), values.Count / 2);
    }

    /// <summary>Background scores nothing: a score there would only be what smoothing spilt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keep(Span<float> scores, ReadOnlySpan<byte> mask)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = mask[i] != 0 ? scores[i] : 0;
        }
    }
}
