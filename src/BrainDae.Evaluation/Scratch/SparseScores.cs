using System.Runtime.InteropServices;

namespace BrainDae.Evaluation.Scratch;

/// <summary>
/// Scores without their zeros, which is what background has: one bit a score that says whether it is there, then those
/// that are, in single precision. Nothing is lost.
/// </summary>
internal static class SparseScores
{
    /// <summary>Bytes for each score of a usual patient: two fifths of a slice are brain at most.</summary>
    public const double UsualBytes = 1.0 / 8 + 0.4 * sizeof(float);

    /// <summary>Packs scores.</summary>
    public static byte[] Pack(ReadOnlySpan<float> scores)
    {
        var bits = MemoryMarshal.Cast<float, uint>(scores);
        var there = bits.Length - bits.Count(0u);
        var packed = new byte[Mask(scores.Length) + there * sizeof(float)];
        var values = MemoryMarshal.Cast<byte, uint>(packed.AsSpan(Mask(scores.Length)));
        var next = 0;
        for (var i = 0; i < bits.Length; i++)
        {
            if (bits[i] != 0)
            {
                packed[i / 8] |= (byte)(1 << i % 8);
                values[next++] = bits[i];
            }
        }

        return packed;
    }

    /// <summary>Gives back what was packed.</summary>
    /// <param name="packed">From <see cref="Pack"/>.</param>
    /// <param name="count">Number of scores.</param>
    public static float[] Unpack(ReadOnlySpan<byte> packed, int count)
    {
        var scores = new float[count];
        var values = MemoryMarshal.Cast<byte, float>(packed[Mask(count)..]);
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            if ((packed[i / 8] >> i % 8 & 1) != 0)
            {
                scores[i] = values[next++];
            }
        }

        return scores;
    }

    /// <summary>Bytes of the bits, filled up so that the values behind them are aligned.</summary>
    private static int Mask(int count) => (count + 31) / 32 * sizeof(float);
}
