using System.Numerics;
using System.Runtime.CompilerServices;

namespace BrainDae.Metrics.Pixels;

/// <summary>Rounds single precision to the bits of IEEE half precision, to nearest and ties to even, as <see cref="Half"/> does, but many at a time.</summary>
internal static class HalfPrecision
{
    private const uint SignBit = 0x8000_0000;
    private const uint Infinity = 0x7F80_0000;
    private const uint HalfInfinity = 0x7C00;

    /// <summary>2^-14, below which half precision is subnormal.</summary>
    private const uint LeastNormal = 0x3880_0000;

    /// <summary>0.5: adding it leaves a number's last bit worth 2^-24, the unit of subnormal halfs, so that the addition does the rounding.</summary>
    private const uint OneHalf = 0x3F00_0000;

    /// <summary>Difference of the exponent biases, 127 - 15, in place.</summary>
    private const uint Rebias = 112u << 23;

    /// <summary>The bits of the halfs nearest to some numbers, one a lane, in the lower 16 bits; <paramref name="isNaN"/> gains all bits of a lane that is NaN, whose result is meaningless.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<uint> Round(Vector<float> values, ref Vector<uint> isNaN)
    {
        var bits = Vector.AsVectorUInt32(values);
        var magnitude = Vector.AndNot(bits, new Vector<uint>(SignBit));
        isNaN |= Vector.GreaterThan(magnitude, new Vector<uint>(Infinity));

        var toEven = Vector.ShiftRightLogical(magnitude, 13) & Vector<uint>.One;
        var normal = Vector.ShiftRightLogical(magnitude - new Vector<uint>(Rebias - 0xFFF) + toEven, 13);
        var shifted = Vector.AsVectorSingle(magnitude) + Vector.AsVectorSingle(new Vector<uint>(OneHalf));
        var subnormal = Vector.AsVectorUInt32(shifted) - new Vector<uint>(OneHalf);
        var isSubnormal = Vector.LessThan(magnitude, new Vector<uint>(LeastNormal));
        var rounded = Vector.ConditionalSelect(isSubnormal, subnormal, Vector.Min(normal, new Vector<uint>(HalfInfinity)));
        return rounded | Vector.ShiftRightLogical(bits & new Vector<uint>(SignBit), 16);
    }
}
