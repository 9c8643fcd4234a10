using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BrainDae.Imaging.Filters;

/// <summary>
/// Replaces each pixel of a slice by the median of the 5x5 pixels around it, which takes off the thin edges that any
/// reconstruction gets wrong. The border is reflected without repeating the edge (index -1 is 1, as "reflect" in NumPy
/// and PyTorch), as in the published implementation.
/// </summary>
/// <remarks>
/// The result is bit-identical at every vector width. Equal values differ in no bit except for zeros, where -0 counts
/// as less than +0. A NaN makes every pixel whose window holds it NaN, as PyTorch's median does: it must not vanish.
/// </remarks>
public static class MedianFilter
{
    /// <summary>Edge of the window in pixels.</summary>
    public const int WindowSize = 5;

    private const int Radius = WindowSize / 2;

    /// <summary>Filters one slice.</summary>
    /// <param name="source">Pixels, shape [rows, columns] in C order.</param>
    /// <param name="destination">Receives the medians, same shape; must not overlap <paramref name="source"/>.</param>
    /// <param name="rows">At least 3, so that the border can be reflected.</param>
    /// <param name="columns">At least 3.</param>
    /// <exception cref="ArgumentException">A size below 3, spans of another length, or spans that overlap.</exception>
    public static void Apply(ReadOnlySpan<float> source, Span<float> destination, int rows, int columns)
    {
        if (Vector512.IsHardwareAccelerated && columns >= Lanes16.Count)
        {
            Apply<Lanes16, Vector512<int>>(source, destination, rows, columns);
        }
        else if (Vector256.IsHardwareAccelerated && columns >= Lanes8.Count)
        {
            Apply<Lanes8, Vector256<int>>(source, destination, rows, columns);
        }
        else if (Vector128.IsHardwareAccelerated && columns >= Lanes4.Count)
        {
            Apply<Lanes4, Vector128<int>>(source, destination, rows, columns);
        }
        else
        {
            Apply<Lanes1, int>(source, destination, rows, columns);
        }
    }

    /// <summary>The filter at one vector width; <paramref name="columns"/> must be no less than the width.</summary>
    internal static void Apply<TLanes, TVector>(ReadOnlySpan<float> source, Span<float> destination, int rows, int columns)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        Validate(source, destination, rows, columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, TLanes.Count);
        var stride = columns + 2 * Radius;
        var sorted = ArrayPool<int>.Shared.Rent(WindowSize * stride);
        var pixels = MemoryMarshal.Cast<float, int>(source);
        var medians = MemoryMarshal.Cast<float, int>(destination);
        for (var row = 0; row < rows; row++)
        {
            SortColumns<TLanes, TVector>(pixels, sorted, rows, columns, row);
            ReflectColumns(sorted, columns);
            SelectMedians<TLanes, TVector>(sorted, medians.Slice(row * columns, columns));
        }

        ArrayPool<int>.Shared.Return(sorted);
        SpreadNaN(source, destination, rows, columns);
    }

    /// <summary>Writes the five pixels above and below each pixel of a row, in ascending order: five rows of columns + 4 integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortColumns<TLanes, TVector>(ReadOnlySpan<int> pixels, Span<int> sorted, int rows, int columns, int row)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        ref readonly var row0 = ref pixels[Reflect(row - 2, rows) * columns];
        ref readonly var row1 = ref pixels[Reflect(row - 1, rows) * columns];
        ref readonly var row2 = ref pixels[row * columns];
        ref readonly var row3 = ref pixels[Reflect(row + 1, rows) * columns];
        ref readonly var row4 = ref pixels[Reflect(row + 2, rows) * columns];
        var stride = columns + 2 * Radius;
        ref var target = ref sorted[Radius];
        for (var next = 0; next < columns; next += TLanes.Count)
        {
            // The last block is moved back so that it ends with the row: some columns are done twice.
            var column = Math.Min(next, columns - TLanes.Count);
            var a = TLanes.FlipNegative(TLanes.Load(in row0, column));
            var b = TLanes.FlipNegative(TLanes.Load(in row1, column));
            var c = TLanes.FlipNegative(TLanes.Load(in row2, column));
            var d = TLanes.FlipNegative(TLanes.Load(in row3, column));
            var e = TLanes.FlipNegative(TLanes.Load(in row4, column));
            MedianNetwork<TLanes, TVector>.Sort(ref a, ref b, ref c, ref d, ref e);
            TLanes.Store(a, ref target, column);
            TLanes.Store(b, ref target, stride + column);
            TLanes.Store(c, ref target, 2 * stride + column);
            TLanes.Store(d, ref target, 3 * stride + column);
            TLanes.Store(e, ref target, 4 * stride + column);
        }
    }

    private static void ReflectColumns(Span<int> sorted, int columns)
    {
        var stride = columns + 2 * Radius;
        for (var i = 0; i < WindowSize; i++)
        {
            var line = sorted.Slice(i * stride, stride);
            (line[1], line[0]) = (line[3], line[4]);
            (line[stride - 2], line[stride - 1]) = (line[stride - 4], line[stride - 5]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SelectMedians<TLanes, TVector>(ReadOnlySpan<int> sorted, Span<int> medians)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        var columns = medians.Length;
        var stride = columns + 2 * Radius;
        ref readonly var row0 = ref sorted[0];
        ref readonly var row1 = ref sorted[stride];
        ref readonly var row2 = ref sorted[2 * stride];
        ref readonly var row3 = ref sorted[3 * stride];
        ref readonly var row4 = ref sorted[4 * stride];
        ref var target = ref medians[0];
        for (var next = 0; next < columns; next += TLanes.Count)
        {
            var column = Math.Min(next, columns - TLanes.Count);
            var median = MedianNetwork<TLanes, TVector>.OfSortedColumns(in row0, in row1, in row2, in row3, in row4, column);
            TLanes.Store(TLanes.FlipNegative(median), ref target, column);
        }
    }

    private static void SpreadNaN(ReadOnlySpan<float> source, Span<float> destination, int rows, int columns)
    {
        if (!ContainsNaN(source))
        {
            return;
        }

        for (var i = 0; i < source.Length; i++)
        {
            if (float.IsNaN(source[i]))
            {
                // A reflected pixel lies within the window's own reach, so the plain neighbourhood is all there is.
                var (row, column) = (i / columns, i % columns);
                var (first, last) = (Math.Max(column - Radius, 0), Math.Min(column + Radius, columns - 1));
                for (var r = Math.Max(row - Radius, 0); r <= Math.Min(row + Radius, rows - 1); r++)
                {
                    destination[(r * columns + first)..(r * columns + last + 1)].Fill(float.NaN);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ContainsNaN(ReadOnlySpan<float> values)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var v = new Vector<float>(values[i..]);
            if (!Vector.EqualsAll(v, v))
            {
                return true;
            }
        }

        for (; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static int Reflect(int index, int length) => index < 0 ? -index : index >= length ? 2 * (length - 1) - index : index;

    private static void Validate(ReadOnlySpan<float> source, ReadOnlySpan<float> destination, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, Radius + 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, Radius + 1);
        if (source.Length != (long)rows * columns || destination.Length != source.Length)
        {
            throw new ArgumentException($"{source.Length} pixels and {destination.Length} medians do not fit {rows} rows of {columns}.");
        }

        if (source.Overlaps(destination))
        {
            throw new ArgumentException("The medians must not be written over the pixels they are computed from.", nameof(destination));
        }
    }
}
