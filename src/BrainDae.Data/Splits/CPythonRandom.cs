using System.Numerics;

namespace BrainDae.Data.Splits;

/// <summary>
/// The generator behind CPython's <c>random</c> module (Mersenne Twister MT19937), so that a shuffle drawn here equals
/// the one that <c>random.Random(seed)</c> draws there. Not safe for use by several threads at once.
/// </summary>
public sealed class CPythonRandom
{
    private const int StateSize = 624;
    private const int Offset = 397;
    private const uint UpperMask = 0x80000000;
    private const uint LowerMask = 0x7fffffff;

    private readonly uint[] state = new uint[StateSize];
    private int next = StateSize;

    /// <summary>Seeds as <c>random.seed(seed)</c> does for an integer: its absolute value, of any length.</summary>
    public CPythonRandom(BigInteger seed) => Initialise(Words(BigInteger.Abs(seed)));

    /// <summary>The next <paramref name="count"/> random bits, 0 to 64, as <c>random.getrandbits</c>.</summary>
    public ulong GetRandBits(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 64);
        return count switch
        {
            0 => 0,
            <= 32 => NextWord() >> (32 - count),
            _ => NextWord() | ((ulong)(NextWord() >> (64 - count)) << 32),
        };
    }

    /// <summary>A uniform integer from 0 to <paramref name="bound"/> - 1; draws as CPython's <c>_randbelow</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    public int RandBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var bits = 32 - BitOperations.LeadingZeroCount((uint)bound);
        while (true)
        {
            var drawn = GetRandBits(bits);
            if (drawn < (ulong)bound)
            {
                return (int)drawn;
            }
        }
    }

    /// <summary>A uniform number in [0, 1) with 53 random bits, as <c>random.random()</c>.</summary>
    public double NextDouble()
    {
        var high = NextWord() >> 5;
        var low = NextWord() >> 6;
        return ((high * 67108864.0) + low) * (1.0 / 9007199254740992.0);
    }

    /// <summary>Shuffles in place, as <c>random.shuffle</c>.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = RandBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The 32-bit digits of the seed, least significant first, at least one.</summary>
    private static uint[] Words(BigInteger seed)
    {
        var bytes = seed.ToByteArray(isUnsigned: true);
        var words = new uint[Math.Max(1, (bytes.Length + 3) / 4)];
        for (var i = 0; i < bytes.Length; i++)
        {
            words[i / 4] |= (uint)bytes[i] << (8 * (i % 4));
        }

        return words;
    }

    /// <summary>Seeding by an array, as Matsumoto and Nishimura's init_by_array.</summary>
    private void Initialise(ReadOnlySpan<uint> key)
    {
        unchecked
        {
            state[0] = 19650218;
            for (var k = 1; k < StateSize; k++)
            {
                state[k] = 1812433253 * Mixed(k - 1) + (uint)k;
            }

            var i = 1;
            for (int step = Math.Max(StateSize, key.Length), j = 0; step > 0; step--)
            {
                state[i] = (state[i] ^ (Mixed(i - 1) * 1664525)) + key[j] + (uint)j;
                i = Following(i);
                j = j + 1 < key.Length ? j + 1 : 0;
            }

            for (var step = StateSize - 1; step > 0; step--)
            {
                state[i] = (state[i] ^ (Mixed(i - 1) * 1566083941)) - (uint)i;
                i = Following(i);
            }

            state[0] = 0x80000000;
        }

        uint Mixed(int index) => state[index] ^ (state[index] >> 30);

        // Slot 0 repeats the last slot, so that i - 1 is always the word before.
        int Following(int index)
        {
            if (index + 1 < StateSize)
            {
                return index + 1;
            }

            state[0] = state[StateSize - 1];
            return 1;
        }
    }

    private uint NextWord()
    {
        if (next == StateSize)
        {
            Regenerate();
            next = 0;
        }

        var word = state[next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        return word ^ (word >> 18);
    }

    private void Regenerate()
    {
        for (var k = 0; k < StateSize; k++)
        {
            var word = (state[k] & UpperMask) | (state[(k + 1) % StateSize] & LowerMask);
            state[k] = state[(k + Offset) % StateSize] ^ (word >> 1) ^ ((word & 1) == 0 ? 0 : 0x9908b0df);
        }
    }
}
