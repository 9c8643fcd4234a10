using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BrainDae.Data.Preprocessing;

/// <summary>Exact statistics of a volume of 8- or 16-bit integers in one pass over it.</summary>
/// <param name="Counts">How often each stored value occurs, from <see cref="Lowest"/> up.</param>
/// <param name="Lowest">The stored value that the first count belongs to.</param>
/// <param name="SliceSums">Sum of the stored values of each slice.</param>
internal sealed record VoxelHistogram(int[] Counts, int Lowest, long[] SliceSums)
{
    /// <summary>Counts the voxels.</summary>
    /// <typeparam name="T">An integer type of 8 or 16 bits.</typeparam>
    /// <param name="voxels">Stored values, slice after slice.</param>
    /// <param name="sliceLength">Voxels of one slice.</param>
    public static VoxelHistogram Of<T>(ReadOnlySpan<T> voxels, int sliceLength)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var lowest = int.CreateChecked(T.MinValue);
        var counts = new int[int.CreateChecked(T.MaxValue) - lowest + 1];
        var sums = new long[voxels.Length / sliceLength];
        for (var z = 0; z < sums.Length; z++)
        {
            sums[z] = Count(voxels.Slice(z * sliceLength, sliceLength), counts, lowest);
        }

        return new(counts, lowest, sums);
    }

    /// <summary>
    /// Adds one slice to the counts and returns its sum. Most of a skull-stripped scan is background, so whole vectors
    /// of zeros are passed over and counted at the end.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Count<T>(ReadOnlySpan<T> slice, Span<int> counts, int lowest)
        where T : unmanaged, IBinaryInteger<T>
    {
        unchecked
        {
            var sum = 0L;
            var zeros = 0;
            var vectors = MemoryMarshal.Cast<T, Vector<T>>(slice);
            for (var v = 0; v < vectors.Length; v++)
            {
                if (vectors[v] == Vector<T>.Zero)
                {
                    zeros += Vector<T>.Count;
                }
                else
                {
                    sum += CountEach(slice.Slice(v * Vector<T>.Count, Vector<T>.Count), counts, lowest);
                }
            }

            sum += CountEach(slice[(vectors.Length * Vector<T>.Count)..], counts, lowest);
            counts[-lowest] += zeros;
            return sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long CountEach<T>(ReadOnlySpan<T> values, Span<int> counts, int lowest)
        where T : unmanaged, IBinaryInteger<T>
    {
        unchecked
        {
            var sum = 0L;
            foreach (var value in values)
            {
                var stored = int.CreateTruncating(value);
                sum += stored;
                counts[stored - lowest]++;
            }

            return sum;
        }
    }
}
