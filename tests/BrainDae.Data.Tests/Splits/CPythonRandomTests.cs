using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using BrainDae.Data.Splits;

namespace BrainDae.Data.Tests.Splits;

public sealed class CPythonRandomTests
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Printed by CPython 3.11: three getrandbits(32), random(), getrandbits(40), getrandbits(5), then shuffle(list(range(10))).</summary>
    public static TheoryData<string, uint[], double, ulong, ulong, int[]> Known => new()
    {
        { "0", [3626764237, 1654615998, 3255389356], 0.890243920837131, 283641720628, 30, [1, 0, 4, 5, 3, 2, 9, 6, 7, 8] },
        { "1", [577090037, 2444712010, 3639700191], 0.8022650611681835, 279443915985, 3, [2, 6, 4, 0, 1, 3, 5, 8, 9, 7] },
        { "12345678901234567890123", [678764485, 4198308164, 4236283067], 0.5750283310742688, 432285059473, 6, [6, 0, 8, 9, 2, 4, 7, 3, 1, 5] },
        { "-7", [1390851128, 4071050724, 647892279], 0.3948234964231735, 77516799952, 26, [3, 2, 7, 9, 6, 0, 4, 5, 1, 8] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Draws_equal_those_of_CPython(string seed, uint[] words, double real, ulong forty, ulong five, int[] shuffled)
    {
        var random = new CPythonRandom(BigInteger.Parse(seed, CultureInfo.InvariantCulture));
        Assert.All(words, word => Assert.Equal(word, random.GetRandBits(32)));
        Assert.Equal(real, random.NextDouble());
        Assert.Equal(forty, random.GetRandBits(40));
        Assert.Equal(five, random.GetRandBits(5));
        int[] items = [.. Enumerable.Range(0, 10)];
        random.Shuffle<int>(items);
        Assert.Equal(shuffled, items);
    }

    [Fact]
    public void The_two_thousandth_word_equals_that_of_CPython()
    {
        var random = new CPythonRandom(0);
        for (var i = 0; i < 1999; i++)
        {
            random.GetRandBits(32);
        }

        Assert.Equal(3908016617UL, random.GetRandBits(32));
    }

    [Fact]
    public void A_seed_longer_than_the_state_equals_CPython() =>
        Assert.Equal(3687411726UL, new CPythonRandom(BigInteger.Pow(2, 32 * 700) + 12345).GetRandBits(32));

    [Fact]
    public void No_bits_draw_nothing_and_bounds_are_checked()
    {
        var random = new CPythonRandom(0);
        Assert.Equal(0UL, random.GetRandBits(0));
        Assert.Equal(3626764237UL, random.GetRandBits(32));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.GetRandBits(65));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.GetRandBits(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.RandBelow(0));
    }

    [Fact]
    public void Shuffles_equal_those_of_an_installed_CPython()
    {
        Assert.SkipUnless(File.Exists(Python), $"No CPython at {Python}.");
        string[] seeds = ["0", "2", "4294967295", "4294967296", "18446744073709551616", "-340282366920938463463374607431768211456"];
        int[] lengths = [1, 2, 3, 31, 32, 33, 1251];
        foreach (var seed in seeds)
        {
            foreach (var length in lengths)
            {
                int[] items = [.. Enumerable.Range(0, length)];
                var random = new CPythonRandom(BigInteger.Parse(seed, CultureInfo.InvariantCulture));
                random.Shuffle<int>(items);
                var expected = Run($"import random; r = random.Random({seed}); a = list(range({length})); r.shuffle(a); print(*a, r.getrandbits(64))");
                Assert.Equal(expected, $"{string.Join(' ', items)} {random.GetRandBits(64)}");
            }
        }
    }

    private static string Run(string program)
    {
        using var python = Process.Start(new ProcessStartInfo(Python, ["-c", program]) { RedirectStandardOutput = true })!;
        var output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return output.TrimEnd();
    }
}
