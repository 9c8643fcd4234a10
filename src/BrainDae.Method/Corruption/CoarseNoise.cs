using System.Numerics.Tensors;
using BrainDae.Imaging.Masks;

namespace BrainDae.Method.Corruption;

/// <summary>
/// Applies a noise draw: bilinear upsampling with the corner cells' centers on the corner pixels (align_corners =
/// true), cyclic shift, multiplication by the foreground, addition to the clean slices.
/// </summary>
internal static class CoarseNoise
{
    /// <summary>Writes the <see cref="ForegroundMask"/> of each slice as the numbers 1 and 0 that the loss multiplies by.</summary>
    /// <param name="clean">[batch, modality, x, y] in C order.</param>
    /// <param name="mask">[batch, x, y].</param>
    /// <param name="modalities">Number of modalities.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    public static void WriteForeground(ReadOnlySpan<float> clean, Span<float> mask, int modalities, int size)
    {
        var pixels = size * size;
        var foreground = new byte[pixels];
        for (var slice = 0; slice < mask.Length / pixels; slice++)
        {
            ForegroundMask.Find(clean.Slice(slice * modalities * pixels, modalities * pixels), foreground);
            TensorPrimitives.ConvertTruncating<byte, float>(foreground, mask.Slice(slice * pixels, pixels));
        }
    }

    /// <summary>Writes clean + mask * noise.</summary>
    /// <param name="draw">The batch's draw.</param>
    /// <param name="clean">[batch, modality, x, y] in C order.</param>
    /// <param name="mask">[batch, x, y], 1 in the foreground and 0 elsewhere.</param>
    /// <param name="noisy">Receives the result; same shape as <paramref name="clean"/>, and may be the same memory.</param>
    /// <param name="modalities">Number of modalities.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    public static void Apply(NoiseDraw draw, ReadOnlySpan<float> clean, ReadOnlySpan<float> mask, Span<float> noisy, int modalities, int size)
    {
        var resolution = draw.Resolution;
        var pixels = size * size;
        var taps = Taps(resolution, size);
        var widened = new float[resolution * size];
        var row = new float[size];
        for (var plane = 0; plane < clean.Length / pixels; plane++)
        {
            var coarse = draw.Field.Span.Slice(plane * resolution * resolution, resolution * resolution);
            Widen(coarse, widened, taps, resolution, size, draw.ShiftY);
            var foreground = mask.Slice(plane / modalities * pixels, pixels);
            for (var x = 0; x < size; x++)
            {
                var tap = taps[x];
                Blend(widened.AsSpan(tap.Cell * size, size), widened.AsSpan(tap.Next * size, size), tap.Fraction, row);
                var start = (x + draw.ShiftX) % size * size;
                var target = noisy.Slice(plane * pixels + start, size);
                TensorPrimitives.MultiplyAdd(row, foreground.Slice(start, size), clean.Slice(plane * pixels + start, size), target);
            }
        }
    }

    /// <summary>Upsamples each coarse row along y, already shifted.</summary>
    private static void Widen(ReadOnlySpan<float> coarse, Span<float> widened, ReadOnlySpan<Tap> taps, int resolution, int size, int shift)
    {
        for (var cell = 0; cell < resolution; cell++)
        {
            var source = coarse.Slice(cell * resolution, resolution);
            var target = widened.Slice(cell * size, size);
            for (var y = 0; y < size; y++)
            {
                var tap = taps[y];
                target[(y + shift) % size] = source[tap.Cell] * (1 - tap.Fraction) + source[tap.Next] * tap.Fraction;
            }
        }
    }

    private static void Blend(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float fraction, Span<float> result)
    {
        TensorPrimitives.Multiply(first, 1 - fraction, result);
        TensorPrimitives.MultiplyAdd(second, fraction, result, result);
    }

    private static Tap[] Taps(int resolution, int size)
    {
        var scale = size == 1 ? 0 : (resolution - 1) / (double)(size - 1);
        var taps = new Tap[size];
        for (var i = 0; i < size; i++)
        {
            var position = i * scale;
            var cell = Math.Min((int)position, resolution - 1);
            taps[i] = new(cell, Math.Min(cell + 1, resolution - 1), (float)(position - cell));
        }

        return taps;
    }

    private readonly record struct Tap(int Cell, int Next, float Fraction);
}
