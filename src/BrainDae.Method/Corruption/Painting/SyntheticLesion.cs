using System.Runtime.CompilerServices;

namespace BrainDae.Method.Corruption.Painting;

/// <summary>Paints a drawn lesion into slices.</summary>
internal static class SyntheticLesion
{
    /// <summary>Paints the part of a lesion that one slice shows.</summary>
    /// <param name="draw">The lesion.</param>
    /// <param name="image">[modality, x, y] in C order, 0 or more; changed within the foreground alone, and stays 0 or more.</param>
    /// <param name="foreground">[x, y], 0 is background.</param>
    /// <param name="mask">[x, y], 0 to 1: how much of each pixel is lesion. Raised to this lesion's share where that is higher.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="distance">From the lesion's center to the slice, in pixels: number of slices times their distance over that of pixels. 0 paints its middle.</param>
    public static void Apply(LesionDraw draw, Span<float> image, ReadOnlySpan<byte> foreground, Span<float> mask, int size, double distance = 0)
    {
        var pixels = Pixels(draw, foreground, size, distance / draw.Across);
        if (pixels.Count == 0)
        {
            return;
        }

        for (var channel = 0; channel < draw.Contrast.Length; channel++)
        {
            Paint(draw, channel, image.Slice(channel * size * size, size * size), pixels);
        }

        foreach (var pixel in pixels)
        {
            mask[pixel.Index] = Math.Max(mask[pixel.Index], pixel.Share);
        }
    }

    private static void Paint(LesionDraw draw, int channel, Span<float> plane, List<Pixel> pixels)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var pixel in pixels)
        {
            sum += pixel.Share * plane[pixel.Index];
            weight += pixel.Share;
        }

        var mean = (float)(sum / weight);
        var (contrast, difference, flattening) = (draw.Contrast[channel], draw.CoreContrast[channel] - draw.Contrast[channel], (float)draw.Flattening);
        foreach (var pixel in pixels)
        {
            var tissue = plane[pixel.Index];
            var change = flattening * (mean - tissue) + (contrast + pixel.Core * difference) * pixel.Strength;
            plane[pixel.Index] = Math.Max(0, tissue + pixel.Share * change);
        }
    }

    /// <summary>The pixels of the foreground that hold some of the lesion.</summary>
    /// <param name="draw">The lesion.</param>
    /// <param name="foreground">[x, y].</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="w">Place of the slice along the axis across slices, in radii.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static List<Pixel> Pixels(LesionDraw draw, ReadOnlySpan<byte> foreground, int size, double w)
    {
        var pixels = new List<Pixel>();
        var reach = draw.Reach * Math.Max(draw.First, draw.Second);
        var (sine, cosine) = Math.SinCos(draw.Angle);
        for (var x = Math.Max(0, (int)(draw.CenterX - reach)); x <= Math.Min(size - 1, draw.CenterX + reach); x++)
        {
            for (var y = Math.Max(0, (int)(draw.CenterY - reach)); y <= Math.Min(size - 1, draw.CenterY + reach); y++)
            {
                var (dx, dy) = (x - draw.CenterX, y - draw.CenterY);
                var (u, v) = ((cosine * dx + sine * dy) / draw.First, (cosine * dy - sine * dx) / draw.Second);
                var radius = Math.Sqrt(u * u + v * v + w * w);
                if (foreground[x * size + y] == 0 || radius >= draw.Reach)
                {
                    continue;
                }

                var bump = draw.Roughness * NoiseLattice.At(draw.Boundary.Span, u, v, w);
                if (Fading(1 + bump - radius, draw.Edge) is > 0 and var share)
                {
                    // The core keeps to its lesion's bumps.
                    var core = draw.CoreRadius > 0 ? Fading(draw.CoreRadius * (1 + bump) - radius, draw.Edge) : 0;
                    var strength = 1 + draw.Texture * NoiseLattice.At(draw.Grain.Span, u, v, w);
                    pixels.Add(new(x * size + y, (float)share, (float)core, (float)strength));
                }
            }
        }

        return pixels;
    }

    /// <summary>Rises smoothly from 0 to 1 over the width of the edge.</summary>
    private static double Fading(double depth, double edge)
    {
        var inside = Math.Clamp(depth / edge + 0.5, 0, 1);
        return inside * inside * (3 - 2 * inside);
    }

    /// <param name="Index">Of the pixel in its plane.</param>
    /// <param name="Share">Of the pixel that is lesion, 0 to 1.</param>
    /// <param name="Core">How much of that is core, 0 to 1.</param>
    /// <param name="Strength">What the contrast is multiplied by.</param>
    private readonly record struct Pixel(int Index, float Share, float Core, float Strength);
}
