using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Masks;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption.Painting;

/// <summary>
/// A patient with synthetic lesions that reach through its healthy slices: what a score can be fitted to, and a threshold
/// found on, without the outline of a real lesion.
/// </summary>
/// <param name="Slices">All slices; those that are not healthy are as they were.</param>
/// <param name="Lesion">1 where at least half of a pixel is synthetic lesion, [slice, x, y] in C order.</param>
/// <param name="Healthy">Which slices were healthy before; the others say nothing.</param>
internal sealed record PaintedPatient(PatientSlices Slices, byte[] Lesion, bool[] Healthy)
{
    /// <summary>One lesion is drawn for so many healthy slices.</summary>
    private const int SlicesPerLesion = 12;

    /// <summary>A slice with less brain than this share of its pixels gets no lesion's center: it would show nothing but a rim.</summary>
    private const double LeastForeground = 0.02;

    /// <summary>Paints a patient.</summary>
    /// <param name="slices">The patient.</param>
    /// <param name="healthy">Which of them are healthy.</param>
    /// <param name="options">Where the lesions' properties lie.</param>
    /// <param name="random">The patient's own stream.</param>
    public static PaintedPatient Of(PatientSlices slices, bool[] healthy, LesionOptions options, RandomStream random)
    {
        var (size, area) = (slices.Size, slices.Size * slices.Size);
        var elements = slices.Modalities.Count * area;
        var images = slices.Images.ToArray();
        var foreground = ForegroundMask.OfSlices(images, slices.Modalities.Count, area);

        int[] centers = [.. Enumerable.Range(0, slices.Count).Where(slice => healthy[slice] && area - foreground.AsSpan(slice * area, area).Count((byte)0) >= LeastForeground * area)];
        var share = new float[foreground.Length];
        var spacing = ScanSpacing.OfSlices(slices.Geometry, size);
        var step = spacing.Slice / Math.Sqrt(spacing.Row * spacing.Column);
        for (var lesion = 0; centers.Length > 0 && lesion < Math.Max(1, healthy.Count(h => h) / SlicesPerLesion); lesion++)
        {
            var center = centers[random.NextInt(centers.Length)];
            var draw = LesionDraw.From(options, slices.Modalities, foreground.AsSpan(center * area, area), size, random);

            // Through neighbors as long as they are healthy: where a real lesion begins, nothing is known.
            var reach = (int)(draw.Reach * draw.Across / step);
            var (first, last) = (center, center);
            while (first > 0 && healthy[first - 1] && center - first < reach)
            {
                first--;
            }

            while (last < healthy.Length - 1 && healthy[last + 1] && last - center < reach)
            {
                last++;
            }

            for (var slice = first; slice <= last; slice++)
            {
                SyntheticLesion.Apply(draw, images.AsSpan(slice * elements, elements), foreground.AsSpan(slice * area, area), share.AsSpan(slice * area, area), size, (slice - center) * step);
            }
        }

        return new(slices with { Images = images }, [.. share.Select(s => s >= 0.5f ? (byte)1 : (byte)0)], healthy);
    }
}
