using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Filters;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Imaging.Statistics;

namespace BrainDae.Method.Scores;

/// <summary>The foreground of a patient and what is typical of it. Safe for use by several threads at once.</summary>
public sealed class ForegroundStatistics
{
    /// <summary>How far the guided filter reaches to either side, in widths of the first Gaussian.</summary>
    internal const double GuideReach = 4;

    /// <summary>Width of the last Gaussian, in those of the first.</summary>
    internal const double LastWidth = 0.5;

    /// <summary>Variance of FLAIR below which values are smoothed rather than fitted.</summary>
    internal const double GuideVariance = 1e-3;

    private readonly int slices;
    private readonly int size;
    private readonly ReadOnlyMemory<float> images;
    private readonly Modalities modalities;
    private readonly byte[] mask;
    private readonly Lazy<(float Median, float Spread)> flair;
    private readonly ConcurrentDictionary<(GridSpacing Spacing, double Reach), Lazy<GuidedFilter>> guides = new();

    internal ForegroundStatistics(ReadOnlyMemory<float> images, Modalities modalities, int slices, int size)
    {
        (this.images, this.modalities, this.slices, this.size) = (images, modalities, slices, size);
        mask = ForegroundMask.OfSlices(images.Span, modalities.Count, size * size);
        flair = new(() => MedianAndSpread(Flair()));
    }

    /// <summary>The <see cref="ForegroundMask"/> of every slice: 1 or 0, [slice, x, y] in C order.</summary>
    public ReadOnlySpan<byte> Mask => mask;

    /// <summary>Median of FLAIR over the foreground of all slices; 0 without any.</summary>
    /// <exception cref="ArgumentException">The images do not show FLAIR.</exception>
    public float MedianFlair => flair.Value.Median;

    /// <summary>Median distance of FLAIR from its median over the foreground of all slices; 0 without any.</summary>
    /// <exception cref="ArgumentException">The images do not show FLAIR.</exception>
    public float SpreadFlair => flair.Value.Spread;

    /// <summary>
    /// What FLAIR's distance from what is expected is multiplied by, so that a patient of strong contrasts is not all
    /// lesion: one over the root of <see cref="SpreadFlair"/>, half way between no correction and full units of the
    /// spread, because a large lesion widens the spread too. 1 where there is no spread.
    /// </summary>
    internal float ContrastScale => SpreadFlair > 0 ? 1 / MathF.Sqrt(SpreadFlair) : 1;

    /// <summary>
    /// Smooths scores within the foreground in three dimensions, along the edges that FLAIR shows: a Gaussian, the
    /// <see cref="GuidedFilter"/> over four of its widths to either side, and a Gaussian of half its width. Without FLAIR
    /// the Gaussians alone. Background scores nothing, before or after: a score there would only be what smoothing spilt.
    /// </summary>
    /// <param name="scores">[slice, x, y] in C order; changed.</param>
    /// <param name="spacing">Distance of neighbouring pixels.</param>
    /// <param name="width">Standard deviation of the first Gaussian, millimetres.</param>
    internal void Smooth(float[] scores, GridSpacing spacing, double width) => Smooth(scores, spacing, width, GuideReach * width, LastWidth * width);

    /// <summary>The same with lengths of any ratio.</summary>
    /// <param name="scores">[slice, x, y] in C order; changed.</param>
    /// <param name="spacing">Distance of neighbouring pixels.</param>
    /// <param name="before">Standard deviation of the first Gaussian, millimetres.</param>
    /// <param name="reach">How far the guided filter reaches to either side, millimetres; 0 is without.</param>
    /// <param name="after">Standard deviation of the last Gaussian, millimetres.</param>
    internal void Smooth(float[] scores, GridSpacing spacing, double before, double reach, double after)
    {
        var shape = new GridShape(slices, size, size);
        ForegroundMask.HideBackground(scores, mask);
        GaussianFilter.Apply(scores, shape, spacing, before);
        if (reach > 0 && modalities.Contains(Modality.Flair))
        {
            guides.GetOrAdd((spacing, reach), key => new(() => new(Flair(), mask, shape, key.Spacing, key.Reach, GuideVariance))).Value.Apply(scores);
        }

        GaussianFilter.Apply(scores, shape, spacing, after);
        ForegroundMask.HideBackground(scores, mask);
    }

    /// <summary>FLAIR of all slices, [slice, x, y].</summary>
    private float[] Flair() => modalities.Volume(images.Span, modalities.ChannelOf(Modality.Flair), size * size);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (float Median, float Spread) MedianAndSpread(float[] values)
    {
        var inside = new List<double>(mask.Length / 4);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
            {
                inside.Add(values[i]);
            }
        }

        if (inside.Count == 0)
        {
            return default;
        }

        var span = CollectionsMarshal.AsSpan(inside);
        var median = OrderStatistic.Select(span, span.Length / 2);
        foreach (ref var value in span)
        {
            value = Math.Abs(value - median);
        }

        return ((float)median, (float)OrderStatistic.Select(span, span.Length / 2));
    }
}
