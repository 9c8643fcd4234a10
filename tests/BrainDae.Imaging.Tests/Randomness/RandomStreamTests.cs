using BrainDae.Imaging.Randomness;

namespace BrainDae.Imaging.Tests.Randomness;

public sealed class RandomStreamTests
{
    /// <summary>The numbers of another implementation of xoshiro256**, which gives its authors' numbers for the state 1, 2, 3, 4.</summary>
    [Theory]
    [InlineData(0, new long[0], new ulong[] { 0xfb5405f7bd79c540, 0x780c98e26cea5883, 0x2a146e0980febc66, 0x4851477db8791fca })]
    [InlineData(42, new long[] { 7, -1 }, new ulong[] { 0x77a59870fd42dee9, 0xc8f5c23f2a9b3d1b, 0xa8541f8c64b6e04a, 0xb78e412a26a663dd })]
    [InlineData(-3, new long[] { 1, 2, 3 }, new ulong[] { 0x1b771fed677c4e23, 0xb0c9077de778c895, 0x1daa27f2918c1967, 0xe268df03bf0e7c3a })]
    public void Seed_and_key_give_the_same_numbers_in_every_version(long seed, long[] key, ulong[] expected)
    {
        var stream = new RandomStream(seed, key);

        Assert.Equal(expected, expected.Select(_ => stream.NextBits()));
    }

    [Fact]
    public void Normal_draws_have_mean_0_and_deviation_1()
    {
        var stream = new RandomStream(3);
        var draws = Enumerable.Range(0, 20_000).Select(_ => stream.NextNormal()).ToArray();

        Assert.InRange(draws.Average(), -0.03, 0.03);
        Assert.InRange(draws.Average(d => d * d), 0.95, 1.05);
        Assert.InRange(draws.Count(d => Math.Abs(d) > 1.96) / 20_000.0, 0.04, 0.06);
    }
}
