using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Filters;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Imaging.Statistics;

namespace BrainDae.Method.Scores;

/// <summary>The foreground of a patient and what is typical of it. Safe for use by several threads at once.</summary>
public sealed class BrainPixels
{
    private readonly int slices;
    private readonly int size;
    private readonly byte[] mask;
    private readonly Lazy<float> medianFlair;

    internal BrainPixels(ReadOnlyMemory<float> images, Modalities modalities, int slices, int size)
    {
        (this.slices, this.size) = (slices, size);
        var area = size * size;
        var elements = modalities.Count * area;
        mask = new byte[slices * area];
        Parallel.For(0, slices, slice =>
            ForegroundMask.Find(images.Span.Slice(slice * elements, elements), mask.AsSpan(slice * area, area)));
        medianFlair = new(() => Median(images.Span, modalities, mask, area));
    }

    /// <summary>The <see cref="ForegroundMask"/> of every slice: 1 or 0, [slice, x, y] in C order.</summary>
    public ReadOnlySpan<byte> Mask => mask;

    /// <summary>Median of FLAIR over the foreground of all slices; 0 without any.</summary>
    /// <exception cref="ArgumentException">The images do not show FLAIR.</exception>
    public float MedianFlair => medianFlair.Value;

    /// <summary>
    /// Smooths scores within the foreground in three dimensions. Background scores nothing, before or after: a score
    /// there would only be what smoothing spilt.
    /// </summary>
    /// <param name="scores">[slice, x, y] in C order; changed.</param>
    /// <param name="spacing">Distance of neighbouring pixels.</param>
    /// <param name="standardDeviation">Of the Gaussian, millimetres.</param>
    internal void Smooth(float[] scores, GridSpacing spacing, double standardDeviation)
    {
        ForegroundMask.HideBackground(scores, mask);
        GaussianFilter.Apply(scores, new(slices, size, size), spacing, standardDeviation);
        ForegroundMask.HideBackground(scores, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Median(ReadOnlySpan<float> images, Modalities modalities, byte[] mask, int area)
    {
        var flair = modalities.ChannelOf(Modality.Flair);
        var values = new List<double>(mask.Length / 4);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
            {
                values.Add(images[(i / area * modalities.Count + flair) * area + i % area]);
            }
        }

        return values.Count == 0 ? 0 : (float)OrderStatistic.Select(CollectionsMarshal.AsSpan(values), values.Count / 2);
    }
}
