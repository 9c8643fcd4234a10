using System.Text.Json;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Corruption;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Corruption;

public sealed class CoarseNoiseTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    public void Applied_noise_is_the_reference_noise(int resolution)
    {
        var folder = $"res{resolution}";
        var clean = Npy.Golden("noise", folder, "clean.npy").Floats;
        var expected = Npy.Golden("noise", folder, "noisy.npy").Floats;
        using var roll = JsonDocument.Parse(File.ReadAllText(TestFiles.Golden("noise", folder, "roll.json")));
        var draw = new NoiseDraw(
            Npy.Golden("noise", folder, "coarse.npy").Floats,
            resolution,
            roll.RootElement.GetProperty("roll_dim_minus2").GetInt32(),
            roll.RootElement.GetProperty("roll_dim_minus1").GetInt32());

        var noisy = Apply(draw, clean, 4, 128);

        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], noisy[i], 1e-6f);
        }
    }

    [Fact]
    public void Mixed_draws_have_half_all_or_double_of_the_resolution_and_half_to_one_and_a_half_of_the_deviation()
    {
        var random = new RandomStream(4);
        var draws = Enumerable.Range(0, 900).Select(_ => new CoarseNoiseOptions { Mixed = true }.OfOneSlice(random)).ToArray();

        Assert.All([8, 16, 32], resolution => Assert.InRange(draws.Count(d => d.Resolution == resolution), 240, 360));
        Assert.All(draws, d => Assert.InRange(d.StandardDeviation, 0.1, 0.3));
        Assert.InRange(draws.Average(d => d.StandardDeviation), 0.19, 0.21);
        Assert.All(draws, d => Assert.False(d.Mixed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    public void Resolution_that_cannot_be_halved_or_doubled_is_refused_with_its_flags(int resolution) =>
        Assert.StartsWith(
            $"`Corruption.Mixed` True: half and double of `Corruption.Resolution` {resolution} must be 1",
            BrainDaeException.Option(Assert.Single(new CoarseNoiseOptions { Mixed = true, Resolution = resolution }.Faults(128))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    public void Resolution_whose_half_and_double_fit_is_accepted(int resolution) =>
        Assert.Empty(new CoarseNoiseOptions { Mixed = true, Resolution = resolution }.Faults(128));

    [Fact]
    public void Background_stays_clean()
    {
        var clean = new float[2 * 3 * 8 * 8];
        clean[0] = clean[64 * 3] = 1;
        var draw = NoiseDraw.From(new() { Resolution = 3, StandardDeviation = 5 }, 6, 8, new RandomStream(1));

        var noisy = Apply(draw, clean, 3, 8);

        var changed = Enumerable.Range(0, clean.Length).Where(i => clean[i] != noisy[i]).ToArray();
        Assert.Equal([0, 64, 128, 192, 256, 320], changed);
    }

    [Fact]
    public void Field_has_the_stated_deviation_and_shifts_cover_the_slice()
    {
        var options = new CoarseNoiseOptions();
        var draws = Enumerable.Range(0, 400).Select(i => NoiseDraw.From(options, 4, 128, new RandomStream(9, i))).ToArray();
        var cells = draws.SelectMany(d => d.Field.ToArray()).ToArray();

        var error = 6 * 0.2 / Math.Sqrt(cells.Length);
        Assert.InRange(cells.Average(), -error, error);
        Assert.InRange(Math.Sqrt(cells.Average(c => (double)c * c)), 0.2 - error, 0.2 + error);
        Assert.Contains(draws, d => d.ShiftX < 5);
        Assert.Contains(draws, d => d.ShiftX > 122);
        Assert.All(draws, d => Assert.InRange(d.ShiftY, 0, 127));
    }

    [Fact]
    public void Same_key_replays_the_same_draw()
    {
        var first = NoiseDraw.From(new(), 4, 128, new RandomStream(1, 2, 3));
        var again = NoiseDraw.From(new(), 4, 128, new RandomStream(1, 2, 3));
        var other = NoiseDraw.From(new(), 4, 128, new RandomStream(1, 2, 4));

        Assert.Equal(first.Field.ToArray(), again.Field.ToArray());
        Assert.Equal((first.ShiftX, first.ShiftY), (again.ShiftX, again.ShiftY));
        Assert.NotEqual(first.Field.ToArray(), other.Field.ToArray());
    }

    [Fact]
    public void The_smallest_slices_take_the_field_from_its_corners()
    {
        var draw = new NoiseDraw(new float[] { 1, 2, 3, 10, 20, 30, 100, 200, 300 }, 3, 0, 0);

        Assert.Equal([2], Apply(draw, [1], 1, 1));
        Assert.Equal([2, 4, 101, 301], Apply(draw, [1, 1, 1, 1], 1, 2));
    }

    [Theory]
    [InlineData(0, 0.2, "Corruption.Resolution")]
    [InlineData(129, 0.2, "Corruption.Resolution")]
    [InlineData(16, 0, "Corruption.StandardDeviation")]
    [InlineData(16, double.NaN, "Corruption.StandardDeviation")]
    public void Options_that_cannot_work_are_named(int resolution, double deviation, string property) =>
        Assert.Equal(property, Assert.Single(new CoarseNoiseOptions { Resolution = resolution, StandardDeviation = deviation }.Faults(128)).Property);

    private static float[] Apply(NoiseDraw draw, float[] clean, int modalities, int size)
    {
        var mask = new float[clean.Length / modalities];
        CoarseNoise.WriteForeground(clean, mask, modalities, size);
        var noisy = new float[clean.Length];
        CoarseNoise.Apply(draw, clean, mask, noisy, modalities, size);
        return noisy;
    }
}
