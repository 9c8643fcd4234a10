using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BrainDae.Metrics.Pixels;

/// <summary>
/// The counter of a labelled score: the 16 bits of the score in half precision, plus 65,536 for a lesion.
/// Many at a time; the scalar rest gives the same indices.
/// </summary>
internal static class CounterIndex
{
    /// <summary>Number of half-precision bit patterns.</summary>
    public const int Patterns = 1 << 16;

    /// <summary>Number of counters: a pattern may be healthy or lesion.</summary>
    public const int Count = 2 * Patterns;

    private const int LesionShift = 16;
    private const ushort MagnitudeBits = 0x7FFF;
    private const ushort Infinity = 0x7C00;

    /// <summary>Writes the index of each score after rounding it to half precision; false if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryFill(ReadOnlySpan<float> scores, ReadOnlySpan<byte> labels, Span<uint> indices)
    {
        var isNaN = Vector<uint>.Zero;
        var i = 0;
        for (; i <= scores.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var block = scores.Slice(i, Vector<byte>.Count);
            var target = indices.Slice(i, Vector<byte>.Count);
            Lesions(labels[i..], out var a, out var b, out var c, out var d);
            (a | HalfPrecision.Round(new(block), ref isNaN)).CopyTo(target);
            (b | HalfPrecision.Round(new(block[Vector<uint>.Count..]), ref isNaN)).CopyTo(target[Vector<uint>.Count..]);
            (c | HalfPrecision.Round(new(block[(2 * Vector<uint>.Count)..]), ref isNaN)).CopyTo(target[(2 * Vector<uint>.Count)..]);
            (d | HalfPrecision.Round(new(block[(3 * Vector<uint>.Count)..]), ref isNaN)).CopyTo(target[(3 * Vector<uint>.Count)..]);
        }

        var valid = isNaN == Vector<uint>.Zero;
        for (; i < scores.Length; i++)
        {
            valid &= !float.IsNaN(scores[i]);
            indices[i] = Of(BitConverter.HalfToUInt16Bits((Half)scores[i]), labels[i]);
        }

        return valid;
    }

    /// <summary>Writes the index of each score; false if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryFill(ReadOnlySpan<Half> scores, ReadOnlySpan<byte> labels, Span<uint> indices)
    {
        var patterns = MemoryMarshal.Cast<Half, ushort>(scores);
        var largest = Vector<ushort>.Zero;
        var i = 0;
        for (; i <= patterns.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var target = indices.Slice(i, Vector<byte>.Count);
            var (low, high) = (new Vector<ushort>(patterns[i..]), new Vector<ushort>(patterns[(i + Vector<ushort>.Count)..]));
            largest = Vector.Max(largest, Vector.Max(low & new Vector<ushort>(MagnitudeBits), high & new Vector<ushort>(MagnitudeBits)));
            Lesions(labels[i..], out var a, out var b, out var c, out var d);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            (a | first).CopyTo(target);
            (b | second).CopyTo(target[Vector<uint>.Count..]);
            (c | third).CopyTo(target[(2 * Vector<uint>.Count)..]);
            (d | fourth).CopyTo(target[(3 * Vector<uint>.Count)..]);
        }

        var valid = Vector.LessThanOrEqualAll(largest, new Vector<ushort>(Infinity));
        for (; i < patterns.Length; i++)
        {
            valid &= !Half.IsNaN(scores[i]);
            indices[i] = Of(patterns[i], labels[i]);
        }

        return valid;
    }

    private static uint Of(ushort pattern, byte label) => pattern | (label == 0 ? 0 : 1u << LesionShift);

    /// <summary>The lesion bit of as many labels as a vector has bytes, spread over four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lesions(ReadOnlySpan<byte> labels, out Vector<uint> a, out Vector<uint> b, out Vector<uint> c, out Vector<uint> d)
    {
        Vector.Widen(Vector.Min(new Vector<byte>(labels), Vector<byte>.One), out var low, out var high);
        Vector.Widen(low, out a, out b);
        Vector.Widen(high, out c, out d);
        (a, b, c, d) = (a << LesionShift, b << LesionShift, c << LesionShift, d << LesionShift);
    }
}
