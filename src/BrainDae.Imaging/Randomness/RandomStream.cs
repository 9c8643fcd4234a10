using System.Numerics;

namespace BrainDae.Imaging.Randomness;

/// <summary>
/// A stream of random numbers that is a function of a seed and a key alone (xoshiro256**, seeded by SplitMix64 over
/// seed and key). Work that draws from the stream of its own key, such as (purpose, iteration), gives the same numbers
/// in any order, on any thread and after any interruption: there is no generator state to save.
/// </summary>
public sealed class RandomStream
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;
    private double spareNormal = double.NaN;

    /// <summary>Opens the stream of a key.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="key">What the numbers are for; streams of different keys are independent.</param>
    public RandomStream(long seed, params ReadOnlySpan<long> key)
    {
        unchecked
        {
            var state = Mix((ulong)seed + 0x9e3779b97f4a7c15);
            foreach (var part in key)
            {
                state = Mix(state ^ Mix((ulong)part + 0xd1b54a32d192ed03));
            }

            s0 = Mix(state += 0x9e3779b97f4a7c15);
            s1 = Mix(state += 0x9e3779b97f4a7c15);
            s2 = Mix(state += 0x9e3779b97f4a7c15);
            s3 = Mix(state + 0x9e3779b97f4a7c15);
        }
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
            var shifted = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= shifted;
            s3 = BitOperations.RotateLeft(s3, 45);
            return result;
        }
    }

    /// <summary>A number in [0, 1), 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>An integer in [0, <paramref name="bound"/>), without bias.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var limit = (ulong)bound;
        while (true)
        {
            var product = (UInt128)NextBits() * limit;
            if (unchecked((ulong)product) >= unchecked(0 - limit) % limit)
            {
                return (int)(product >> 64);
            }
        }
    }

    /// <summary>A draw from the normal distribution with mean 0 and standard deviation 1 (polar method).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(spareNormal))
        {
            var spare = spareNormal;
            spareNormal = double.NaN;
            return spare;
        }

        while (true)
        {
            var u = NextDouble(-1, 1);
            var v = NextDouble(-1, 1);
            var squared = u * u + v * v;
            if (squared is > 0 and < 1)
            {
                var scale = Math.Sqrt(-2 * Math.Log(squared) / squared);
                spareNormal = v * scale;
                return u * scale;
            }
        }
    }

    /// <summary>Puts the elements in random order (Fisher-Yates from the end).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
            value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
            return value ^ (value >> 31);
        }
    }
}
