using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Masks;

/// <summary>
/// Takes the rim off a foreground mask. Scores count only inside what is left, because a reconstruction is poor along
/// the rim of the brain whether there is a lesion or not.
/// </summary>
public static class MaskErosion
{
    /// <summary>Edge of the window in pixels.</summary>
    public const int WindowSize = 5;

    /// <summary>A pixel stays where more than this share of its window is foreground; what lies outside the slice is background.</summary>
    public const double Share = 0.95;

    private const int Radius = WindowSize / 2;

    /// <summary>
    /// Least number of foreground pixels in a window that stays: 24 of 25. 24/25 = 0.96 and 23/25 = 0.92 are far
    /// enough from 0.95 that a mean in floating point, as published, decides alike.
    /// </summary>
    private const byte LeastForeground = (byte)(Share * WindowSize * WindowSize) + 1;

    /// <summary>Erodes the mask of one slice: a pixel stays where at least 24 of the 25 pixels around it are foreground, itself included or not.</summary>
    /// <param name="foreground">0 is background, anything else foreground; shape [rows, columns] in C order.</param>
    /// <param name="eroded">Receives 1 or 0; same shape; may be <paramref name="foreground"/> itself.</param>
    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    /// <exception cref="ArgumentException">A size below 1 or spans of another length.</exception>
    public static void Apply(ReadOnlySpan<byte> foreground, Span<byte> eroded, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (foreground.Length != (long)rows * columns || eroded.Length != foreground.Length)
        {
            throw new ArgumentException($"{foreground.Length} and {eroded.Length} pixels do not fit {rows} rows of {columns}.");
        }

        var stride = columns + 2 * Radius;
        var padded = ArrayPool<byte>.Shared.Rent((rows + 2 * Radius + 1) * stride);
        Pad(foreground, padded, rows, columns);

        var sums = padded.AsSpan((rows + 2 * Radius) * stride, stride);
        sums.Clear();
        for (var row = 0; row < 2 * Radius; row++)
        {
            LineSum.Add<byte>(sums, padded.AsSpan(row * stride, stride));
        }

        for (var row = 0; row < rows; row++)
        {
            LineSum.Add<byte>(sums, padded.AsSpan((row + 2 * Radius) * stride, stride));
            KeepFull(sums, eroded.Slice(row * columns, columns));
            LineSum.Subtract<byte>(sums, padded.AsSpan(row * stride, stride));
        }

        ArrayPool<byte>.Shared.Return(padded);
    }

    private static void Pad(ReadOnlySpan<byte> foreground, Span<byte> padded, int rows, int columns)
    {
        var stride = columns + 2 * Radius;
        padded[..((rows + 2 * Radius) * stride)].Clear();
        for (var row = 0; row < rows; row++)
        {
            ToOnes(foreground.Slice(row * columns, columns), padded.Slice((row + Radius) * stride + Radius, columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToOnes(ReadOnlySpan<byte> values, Span<byte> ones)
    {
        var i = 0;
        for (; i <= values.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Min(new Vector<byte>(values[i..]), Vector<byte>.One).CopyTo(ones[i..]);
        }

        for (; i < values.Length; i++)
        {
            ones[i] = Math.Min(values[i], (byte)1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KeepFull(ReadOnlySpan<byte> sums, Span<byte> eroded)
    {
        var i = 0;
        for (; i <= eroded.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var count = new Vector<byte>(sums[i..]) + new Vector<byte>(sums[(i + 1)..]) + new Vector<byte>(sums[(i + 2)..])
                + new Vector<byte>(sums[(i + 3)..]) + new Vector<byte>(sums[(i + 4)..]);
            (Vector.GreaterThanOrEqual(count, new Vector<byte>(LeastForeground)) & Vector<byte>.One).CopyTo(eroded[i..]);
        }

        for (; i < eroded.Length; i++)
        {
            var count = sums[i] + sums[i + 1] + sums[i + 2] + sums[i + 3] + sums[i + 4];
            eroded[i] = count >= LeastForeground ? (byte)1 : (byte)0;
        }
    }
}
