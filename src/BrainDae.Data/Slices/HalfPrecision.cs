using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BrainDae.Data.Slices;

/// <summary>Conversion between single and half precision.</summary>
internal static class HalfPrecision
{
    private const uint Sign = 0x8000;
    private const uint Infinity = 0x7C00;
    private const uint SingleInfinity = 0x7F80_0000;
    private const int MantissaShift = 13;

    // Moves the exponent from half's bias (15) to single's (127); a product with it is exact, subnormals included.
    private const float Rebias = 5.192296858534828e33f;

    /// <summary>Rounds to the nearest half (ties to even); null if a finite value becomes infinite.</summary>
    public static Half[]? Narrow(ReadOnlySpan<float> source)
    {
        var halves = new Half[source.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)source[i];
            if (Half.IsInfinity(halves[i]) && float.IsFinite(source[i]))
            {
                return null;
            }
        }

        return halves;
    }

    /// <summary>Widens exactly; both spans have the same length.</summary>
    public static void Widen(ReadOnlySpan<Half> source, Span<float> destination)
    {
        var halves = MemoryMarshal.Cast<Half, ushort>(source);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, halves.Length);
        var i = 0;
        for (; i <= halves.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(halves[i..]), out var low, out var high);
            Widen(low).CopyTo(destination[i..]);
            Widen(high).CopyTo(destination[(i + Vector<uint>.Count)..]);
        }

        for (; i < halves.Length; i++)
        {
            destination[i] = Widen(halves[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Widen(Vector<uint> half)
    {
        var magnitude = half & new Vector<uint>(Sign - 1);
        var scaled = Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude << MantissaShift) * Rebias);
        var special = Vector.GreaterThanOrEqual(magnitude, new(Infinity)) & new Vector<uint>(SingleInfinity);
        return Vector.AsVectorSingle(scaled | special | ((half & new Vector<uint>(Sign)) << 16));
    }

    private static float Widen(uint half)
    {
        var magnitude = half & (Sign - 1);
        var scaled = BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(magnitude << MantissaShift) * Rebias);
        var special = magnitude >= Infinity ? SingleInfinity : 0;
        return BitConverter.UInt32BitsToSingle(scaled | special | ((half & Sign) << 16));
    }
}
