using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BrainDae.Imaging.Preprocessing;

/// <summary>
/// Resizes slices bilinearly with half-pixel centres and without antialiasing, as PyTorch's
/// <c>interpolate(mode="bilinear", align_corners=False)</c> does, and turns them from the volume's order (x fastest)
/// into [x, y] in C order (y fastest). A slice that has the size already is copied bit for bit.
/// </summary>
public sealed class SliceResizer
{
    // As many output rows as fill a cache line of floats: written together after the transposition.
    private const int BlockRows = 16;

    private readonly int width;
    private readonly int height;
    private readonly int size;
    private readonly ImmutableArray<LinearTap> xTaps;
    private readonly ImmutableArray<LinearTap> yTaps;

    /// <summary>Prepares for slices of one shape.</summary>
    /// <param name="width">Voxels along x, the first axis of the volume.</param>
    /// <param name="height">Voxels along y.</param>
    /// <param name="size">Edge of the result in pixels.</param>
    public SliceResizer(int width, int height, int size)
    {
        (this.width, this.height, this.size) = (width, height, size);
        xTaps = LinearTap.Between(width, size);
        yTaps = LinearTap.Between(height, size);
    }

    /// <summary>Resizes one slice. Along y first, then along x, each product rounded on its own, as PyTorch does.</summary>
    /// <param name="slice">width * height values, x fastest.</param>
    /// <param name="output">size * size values, [x, y] in C order.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Resize<T>(ReadOnlySpan<T> slice, Span<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (slice.Length != width * height || output.Length != size * size)
        {
            throw new ArgumentException($"{slice.Length} values to {output.Length} are not {width}x{height} to {size}x{size}.");
        }

        var block = ArrayPool<T>.Shared.Rent(BlockRows * width);
        for (var y = 0; y < size; y += BlockRows)
        {
            var rows = Math.Min(BlockRows, size - y);
            for (var row = 0; row < rows; row++)
            {
                var tap = yTaps[y + row];
                Blend(slice.Slice(tap.First * width, width), slice.Slice(tap.Second * width, width), tap, block.AsSpan(row * width, width));
            }

            for (var x = 0; x < size; x++)
            {
                BlendColumns(block, xTaps[x], output.Slice(x * size + y, rows));
            }
        }

        ArrayPool<T>.Shared.Return(block);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blend<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, LinearTap tap, Span<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tap.SecondWeight == 0)
        {
            first.CopyTo(output);
            return;
        }

        var (firstWeight, secondWeight) = (T.CreateTruncating(tap.FirstWeight), T.CreateTruncating(tap.SecondWeight));
        var firstVectors = MemoryMarshal.Cast<T, Vector<T>>(first);
        var secondVectors = MemoryMarshal.Cast<T, Vector<T>>(second);
        var outputVectors = MemoryMarshal.Cast<T, Vector<T>>(output);
        for (var v = 0; v < outputVectors.Length; v++)
        {
            outputVectors[v] = firstVectors[v] * firstWeight + secondVectors[v] * secondWeight;
        }

        for (var i = outputVectors.Length * Vector<T>.Count; i < output.Length; i++)
        {
            output[i] = first[i] * firstWeight + second[i] * secondWeight;
        }
    }

    /// <summary>One output column: walks down the block's rows, so that the result is transposed on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BlendColumns<T>(ReadOnlySpan<T> block, LinearTap tap, Span<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var first = block[tap.First..];
        var second = block[tap.Second..];
        var (firstWeight, secondWeight) = (T.CreateTruncating(tap.FirstWeight), T.CreateTruncating(tap.SecondWeight));
        unchecked
        {
            if (tap.SecondWeight == 0)
            {
                for (int row = 0, at = 0; row < output.Length; row++, at += width)
                {
                    output[row] = first[at];
                }

                return;
            }

            for (int row = 0, at = 0; row < output.Length; row++, at += width)
            {
                output[row] = first[at] * firstWeight + second[at] * secondWeight;
            }
        }
    }
}
