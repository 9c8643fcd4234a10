using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BrainDae.Imaging.Filters;

/// <summary>
/// 32-bit integers side by side, so that one kernel serves every vector width and, with a single lane, is its own
/// scalar fall-back: all widths run the same operations and so give the same bits.
/// </summary>
/// <typeparam name="TVector">What holds the lanes.</typeparam>
internal interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Reads lanes from <paramref name="offset"/> elements after <paramref name="source"/>.</summary>
    static abstract TVector Load(ref readonly int source, int offset);

    /// <summary>Writes lanes to <paramref name="offset"/> elements after <paramref name="destination"/>.</summary>
    static abstract void Store(TVector value, ref int destination, int offset);

    /// <summary>Lane by lane, the lesser.</summary>
    static abstract TVector Min(TVector left, TVector right);

    /// <summary>Lane by lane, the greater.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>
    /// Turns the bits of single-precision numbers into integers of the same order, and back: negative numbers, whose
    /// bits fall as the number rises, have all bits but the sign flipped.
    /// </summary>
    static abstract TVector FlipNegative(TVector bits);
}

/// <summary>16 lanes.</summary>
internal readonly struct Lanes16 : ILanes<Vector512<int>>
{
    public static int Count => Vector512<int>.Count;

    public static Vector512<int> Load(ref readonly int source, int offset) => Vector512.LoadUnsafe(in source, (nuint)offset);

    public static void Store(Vector512<int> value, ref int destination, int offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    public static Vector512<int> Min(Vector512<int> left, Vector512<int> right) => Vector512.Min(left, right);

    public static Vector512<int> Max(Vector512<int> left, Vector512<int> right) => Vector512.Max(left, right);

    public static Vector512<int> FlipNegative(Vector512<int> bits) => bits ^ ((bits >> 31) & Vector512.Create(int.MaxValue));
}

/// <summary>8 lanes.</summary>
internal readonly struct Lanes8 : ILanes<Vector256<int>>
{
    public static int Count => Vector256<int>.Count;

    public static Vector256<int> Load(ref readonly int source, int offset) => Vector256.LoadUnsafe(in source, (nuint)offset);

    public static void Store(Vector256<int> value, ref int destination, int offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    public static Vector256<int> Min(Vector256<int> left, Vector256<int> right) => Vector256.Min(left, right);

    public static Vector256<int> Max(Vector256<int> left, Vector256<int> right) => Vector256.Max(left, right);

    public static Vector256<int> FlipNegative(Vector256<int> bits) => bits ^ ((bits >> 31) & Vector256.Create(int.MaxValue));
}

/// <summary>4 lanes.</summary>
internal readonly struct Lanes4 : ILanes<Vector128<int>>
{
    public static int Count => Vector128<int>.Count;

    public static Vector128<int> Load(ref readonly int source, int offset) => Vector128.LoadUnsafe(in source, (nuint)offset);

    public static void Store(Vector128<int> value, ref int destination, int offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    public static Vector128<int> Min(Vector128<int> left, Vector128<int> right) => Vector128.Min(left, right);

    public static Vector128<int> Max(Vector128<int> left, Vector128<int> right) => Vector128.Max(left, right);

    public static Vector128<int> FlipNegative(Vector128<int> bits) => bits ^ ((bits >> 31) & Vector128.Create(int.MaxValue));
}

/// <summary>A single lane: the scalar fall-back.</summary>
internal readonly struct Lanes1 : ILanes<int>
{
    public static int Count => 1;

    public static int Load(ref readonly int source, int offset) => Unsafe.Add(ref Unsafe.AsRef(in source), offset);

    public static void Store(int value, ref int destination, int offset) => Unsafe.Add(ref destination, offset) = value;

    public static int Min(int left, int right) => Math.Min(left, right);

    public static int Max(int left, int right) => Math.Max(left, right);

    public static int FlipNegative(int bits) => bits ^ ((bits >> 31) & int.MaxValue);
}
