namespace BrainDae.Phantom.Anatomy;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a short stream of numbers that depends on the seed alone. Nothing
/// in the phantom uses more than the four basic operations and the square root, whose results IEEE 754 fixes, so a
/// seed gives the same patient on every machine.
/// </summary>
internal sealed class PhantomRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream for one purpose of one patient, independent of how many numbers other purposes draw.</summary>
    public static PhantomRandom For(int seed, int patient, string purpose)
    {
        unchecked
        {
            var hash = Mix((ulong)seed + 0x9e3779b97f4a7c15ul);
            hash = Mix(hash ^ (ulong)patient * 0xd1b54a32d192ed03ul);
            foreach (var letter in purpose)
            {
                hash = Mix(hash ^ letter);
            }

            return new(hash);
        }
    }

    public ulong NextSeed() => Mix(unchecked(state += 0x9e3779b97f4a7c15ul));

    /// <summary>Uniform in [0, 1).</summary>
    public float Next() => (NextSeed() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [low, high).</summary>
    public float Between(float low, float high) => low + (high - low) * Next();

    public bool Chance(float probability) => Next() < probability;

    /// <summary>
    /// A number from [low, high] whose logarithm is about uniform: half of the draws lie below sqrt(low * high). Made
    /// by seven halvings of the interval at its geometric mean, as a logarithm is not the same on every machine.
    /// </summary>
    public float Logarithmic(float low, float high)
    {
        for (var halving = 0; halving < 7; halving++)
        {
            var middle = MathF.Sqrt(low * high);
            (low, high) = Chance(0.5f) ? (low, middle) : (middle, high);
        }

        return Between(low, high);
    }

    /// <summary>The finaliser of SplitMix64: a bijection that changes half of the output bits for any change of input.</summary>
    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ul;
            z = (z ^ z >> 27) * 0x94d049bb133111ebul;
            return z ^ z >> 31;
        }
    }
}
