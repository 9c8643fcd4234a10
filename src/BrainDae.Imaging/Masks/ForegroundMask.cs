using System.Numerics;
using System.Runtime.CompilerServices;

namespace BrainDae.Imaging.Masks;

/// <summary>Where a slice shows the head rather than the background, as 1 and 0.</summary>
public static class ForegroundMask
{
    /// <summary>A pixel is foreground where the sum of its channels is above this (normalised intensity).</summary>
    public const float Threshold = 0.01f;

    /// <summary>Marks the foreground of one slice; channels are summed in order, in single precision.</summary>
    /// <param name="channels">Normalised intensities, shape [channel, rows, columns] in C order, any number of channels; NaN is background.</param>
    /// <param name="foreground">Receives 1 or 0 for each pixel, shape [rows, columns].</param>
    /// <exception cref="ArgumentException">The number of intensities is not a multiple, at least one, of the number of pixels.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(ReadOnlySpan<float> channels, Span<byte> foreground)
    {
        if (foreground.IsEmpty || channels.IsEmpty || channels.Length % foreground.Length != 0)
        {
            throw new ArgumentException($"{channels.Length} intensities are no whole number of channels of {foreground.Length} pixels.", nameof(channels));
        }

        var pixel = 0;
        for (; pixel <= foreground.Length - Vector<byte>.Count; pixel += Vector<byte>.Count)
        {
            var (a, b) = (Above(channels, foreground.Length, pixel), Above(channels, foreground.Length, pixel + Vector<float>.Count));
            var (c, d) = (Above(channels, foreground.Length, pixel + 2 * Vector<float>.Count), Above(channels, foreground.Length, pixel + 3 * Vector<float>.Count));
            var above = Vector.AsVectorByte(Vector.Narrow(Vector.Narrow(a, b), Vector.Narrow(c, d)));
            (above & Vector<byte>.One).CopyTo(foreground[pixel..]);
        }

        for (; pixel < foreground.Length; pixel++)
        {
            var sum = channels[pixel];
            for (var i = pixel + foreground.Length; i < channels.Length; i += foreground.Length)
            {
                sum += channels[i];
            }

            foreground[pixel] = sum > Threshold ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Marks the foreground of slices.</summary>
    /// <param name="images">Normalized intensities, [slice, channel, pixel] in C order.</param>
    /// <param name="channels">Channels of each, 1 or more.</param>
    /// <param name="area">Pixels of each, 1 or more.</param>
    /// <returns>1 or 0, [slice, pixel].</returns>
    public static byte[] OfSlices(ReadOnlySpan<float> images, int channels, int area)
    {
        var foreground = new byte[images.Length / channels];
        for (var start = 0; start < foreground.Length; start += area)
        {
            Find(images.Slice(start * channels, area * channels), foreground.AsSpan(start, area));
        }

        return foreground;
    }

    /// <summary>Sets what is background to 0: nothing is learned there, so what a network or a filter puts there means nothing.</summary>
    /// <param name="values">One a pixel; changed.</param>
    /// <param name="foreground">0 is background; as many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HideBackground(Span<float> values, ReadOnlySpan<byte> foreground)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(foreground.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = foreground[i] != 0 ? values[i] : 0;
        }
    }

    /// <summary>-1 in each lane whose pixel is foreground, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Above(ReadOnlySpan<float> channels, int pixels, int pixel)
    {
        var sum = new Vector<float>(channels[pixel..]);
        for (var i = pixel + pixels; i < channels.Length; i += pixels)
        {
            sum += new Vector<float>(channels[i..]);
        }

        return Vector.GreaterThan(sum, new Vector<float>(Threshold));
    }
}
