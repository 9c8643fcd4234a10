using System.Runtime.CompilerServices;

namespace BrainDae.Imaging.Filters;

/// <summary>
/// The 13th of 25 values without a branch, for many windows side by side. Sorting the five columns of a window and then
/// its five rows leaves the columns sorted; of the sorted matrix m[row][column], twelve values have too many others
/// below or above them to be the median, so rows are sorted only as far as the other thirteen need it, and a
/// selection network over those (found by search over the 252 sorted 0-1 matrices, which decide for all inputs) ends it.
/// </summary>
/// <typeparam name="TLanes">Width of the machine's vectors.</typeparam>
/// <typeparam name="TVector">What holds the lanes.</typeparam>
internal static class MedianNetwork<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>Sorts five values in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sort(ref TVector a, ref TVector b, ref TVector c, ref TVector d, ref TVector e)
    {
        (a, b) = Order(a, b);
        (d, e) = Order(d, e);
        (c, e) = Order(c, e);
        (c, d) = Order(c, d);
        (a, d) = Order(a, d);
        (b, e) = Order(b, e);
        (a, c) = Order(a, c);
        (b, d) = Order(b, d);
        (b, c) = Order(b, c);
    }

    /// <summary>The median of five columns of five ascending values; row r holds the columns' value r at five successive offsets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSortedColumns(ref readonly int row0, ref readonly int row1, ref readonly int row2, ref readonly int row3, ref readonly int row4, int offset)
    {
        var (m03, m04) = LargestTwo(in row0, offset);
        var (m12, m13, m14) = LargestThree(in row1, offset);
        var (m21, m22, m23) = MiddleThree(in row2, offset);
        var (m30, m31, m32) = SmallestThree(in row3, offset);
        var (m40, m41) = SmallestTwo(in row4, offset);

        (m40, m04) = Order(m40, m04);
        m41 = TLanes.Min(m41, m14);
        (m41, m04) = Order(m41, m04);
        m30 = TLanes.Max(m03, m30);
        (m31, m13) = Order(m31, m13);
        (m12, m21) = Order(m12, m21);
        m32 = TLanes.Min(m32, m23);
        (m40, m30) = Order(m40, m30);
        (m41, m13) = Order(m41, m13);
        (m30, m31) = Order(m30, m31);
        (m41, m31) = Order(m41, m31);
        m13 = TLanes.Min(m13, m04);
        m30 = TLanes.Max(m40, m30);
        m22 = TLanes.Min(m22, m31);
        m21 = TLanes.Max(m41, m21);
        m32 = TLanes.Min(m32, m13);
        m12 = TLanes.Max(m30, m12);
        m32 = TLanes.Min(m32, m21);
        m22 = TLanes.Max(m12, m22);
        return TLanes.Max(m22, m32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Fourth, TVector Fifth) LargestTwo(ref readonly int row, int offset)
    {
        var (a, b) = Order(TLanes.Load(in row, offset), TLanes.Load(in row, offset + 1));
        var (c, d) = Order(TLanes.Load(in row, offset + 2), TLanes.Load(in row, offset + 3));
        (b, d) = Order(b, d);
        b = TLanes.Max(b, TLanes.Max(a, c));
        var (e, fifth) = Order(TLanes.Load(in row, offset + 4), d);
        return (TLanes.Max(b, e), fifth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector First, TVector Second) SmallestTwo(ref readonly int row, int offset)
    {
        var (a, b) = Order(TLanes.Load(in row, offset), TLanes.Load(in row, offset + 1));
        var (c, d) = Order(TLanes.Load(in row, offset + 2), TLanes.Load(in row, offset + 3));
        (a, c) = Order(a, c);
        c = TLanes.Min(c, TLanes.Min(b, d));
        var (first, e) = Order(a, TLanes.Load(in row, offset + 4));
        return (first, TLanes.Min(c, e));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Third, TVector Fourth, TVector Fifth) LargestThree(ref readonly int row, int offset)
    {
        var (a, b) = Order(TLanes.Load(in row, offset), TLanes.Load(in row, offset + 1));
        var (c, d) = Order(TLanes.Load(in row, offset + 2), TLanes.Load(in row, offset + 3));
        (b, d) = Order(b, d);
        (c, b) = Order(TLanes.Max(a, c), b);
        var (e, fifth) = Order(TLanes.Load(in row, offset + 4), d);
        (e, var fourth) = Order(e, b);
        return (TLanes.Max(c, e), fourth, fifth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector First, TVector Second, TVector Third) SmallestThree(ref readonly int row, int offset)
    {
        var (a, b) = Order(TLanes.Load(in row, offset), TLanes.Load(in row, offset + 1));
        var (c, d) = Order(TLanes.Load(in row, offset + 2), TLanes.Load(in row, offset + 3));
        (a, c) = Order(a, c);
        (c, b) = Order(c, TLanes.Min(b, d));
        var (first, e) = Order(a, TLanes.Load(in row, offset + 4));
        (var second, e) = Order(c, e);
        return (first, second, TLanes.Min(b, e));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Second, TVector Third, TVector Fourth) MiddleThree(ref readonly int row, int offset)
    {
        var (a, b) = Order(TLanes.Load(in row, offset), TLanes.Load(in row, offset + 1));
        var (c, d) = Order(TLanes.Load(in row, offset + 2), TLanes.Load(in row, offset + 3));
        (a, c) = Order(a, c);
        (b, d) = Order(b, d);
        (b, c) = Order(b, c);
        var e = TLanes.Load(in row, offset + 4);
        return (TLanes.Max(a, TLanes.Min(b, e)), TLanes.Max(b, TLanes.Min(c, e)), TLanes.Max(c, TLanes.Min(d, e)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Lesser, TVector Greater) Order(TVector a, TVector b) => (TLanes.Min(a, b), TLanes.Max(a, b));
}
