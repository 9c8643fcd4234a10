using System.Numerics;
using System.Runtime.CompilerServices;

namespace BrainDae.Imaging.Grids;

/// <summary>Sums over neighbouring lines of a grid, kept up by adding the line that comes in and subtracting the one that goes out.</summary>
internal static class LineSum
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(Span<T> sums, ReadOnlySpan<T> line)
        where T : unmanaged, INumber<T>
    {
        var i = 0;
        for (; i <= sums.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(sums[i..]) + new Vector<T>(line[i..])).CopyTo(sums[i..]);
        }

        for (; i < sums.Length; i++)
        {
            sums[i] += line[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract<T>(Span<T> sums, ReadOnlySpan<T> line)
        where T : unmanaged, INumber<T>
    {
        var i = 0;
        for (; i <= sums.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(sums[i..]) - new Vector<T>(line[i..])).CopyTo(sums[i..]);
        }

        for (; i < sums.Length; i++)
        {
            sums[i] -= line[i];
        }
    }
}
