using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BrainDae.Imaging.Resampling;

/// <summary>
/// Resizes slices bilinearly with half-pixel centres and without antialiasing, as PyTorch's
/// <c>interpolate(mode="bilinear", align_corners=False)</c> does, and turns them from the volume's order (x fastest)
/// into [x, y] in C order (y fastest). A slice that has the size already is copied bit for bit. <see cref="Inverse"/>
/// is the same resize the other way round.
/// </summary>
public sealed class SliceResizer
{
    // As many output rows as fill a cache line of floats: written together after the transposition.
    private const int BlockRows = 16;

    private readonly int width;
    private readonly int height;
    private readonly int outputWidth;
    private readonly int outputHeight;
    private readonly ImmutableArray<LinearTap> xTaps;
    private readonly ImmutableArray<LinearTap> yTaps;

    /// <summary>Prepares for slices of one shape.</summary>
    /// <param name="width">Voxels along x, the first axis of the volume.</param>
    /// <param name="height">Voxels along y.</param>
    /// <param name="size">Edge of the result in pixels.</param>
    public SliceResizer(int width, int height, int size)
        : this(width, height, size, size)
    {
    }

    private SliceResizer(int width, int height, int outputWidth, int outputHeight)
    {
        (this.width, this.height, this.outputWidth, this.outputHeight) = (width, height, outputWidth, outputHeight);
        xTaps = LinearTap.Between(width, outputWidth);
        yTaps = LinearTap.Between(height, outputHeight);
    }

    /// <summary>
    /// The way back: from size * size values, [x, y] in C order, to width * height values in the volume's order (x
    /// fastest), each voxel at the same place in the slice as before. Same parameters as the constructor.
    /// </summary>
    /// <remarks>A slice in [x, y] order is one whose fastest axis is y, so that the two axes change places again.</remarks>
    public static SliceResizer Inverse(int width, int height, int size) => new(size, size, height, width);

    /// <summary>Resizes one slice. Along y first, then along x, each product rounded on its own, as PyTorch does.</summary>
    /// <param name="slice">width * height values, x fastest.</param>
    /// <param name="output">size * size values, [x, y] in C order.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Resize<T>(ReadOnlySpan<T> slice, Span<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (slice.Length != width * height || output.Length != outputWidth * outputHeight)
        {
            throw new ArgumentException($"{slice.Length} values to {output.Length} are not {width}x{height} to {outputWidth}x{outputHeight}.");
        }

        var block = ArrayPool<T>.Shared.Rent(BlockRows * width);
        for (var y = 0; y < outputHeight; y += BlockRows)
        {
            var rows = Math.Min(BlockRows, outputHeight - y);
            for (var row = 0; row < rows; row++)
            {
                var tap = yTaps[y + row];
                Blend(slice.Slice(tap.First * width, width), slice.Slice(tap.Second * width, width), tap, block.AsSpan(row * width, width));
            }

            for (var x = 0; x < outputWidth; x++)
            {
                BlendColumns(block, xTaps[x], output.Slice(x * outputHeight + y, rows));
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
