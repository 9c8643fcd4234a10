using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Corruption;
using BrainDae.Method.Corruption.Painting;

namespace BrainDae.Method.Tests.Corruption;

public sealed class LesionDrawTests
{
    private const int Size = 128;

    private static readonly LesionOptions Options = new() { Share = 1 };

    [Fact]
    public void A_draw_is_a_function_of_its_stream()
    {
        var (first, again, other) = (Draw(7), Draw(7), Draw(8));

        Assert.Equal((first.CenterX, first.CenterY, first.First, first.Angle, first.Edge), (again.CenterX, again.CenterY, again.First, again.Angle, again.Edge));
        Assert.Equal(first.Boundary.ToArray(), again.Boundary.ToArray());
        Assert.Equal(first.Contrast, again.Contrast);
        Assert.NotEqual(first.Contrast, other.Contrast);
    }

    [Fact]
    public void Properties_lie_in_their_ranges_and_small_lesions_are_as_frequent_as_large_ones()
    {
        LesionDraw[] draws = [.. Enumerable.Range(0, 2000).Select(seed => Draw(seed))];
        double[] radii = [.. draws.Select(draw => Math.Sqrt(draw.First * draw.Second) / Size)];

        Assert.All(radii, radius => Assert.InRange(radius, 0.0249, 0.2201));
        Assert.InRange(radii.Count(radius => radius < Math.Sqrt(0.025 * 0.22)), 900, 1100);
        Assert.All(draws, draw =>
        {
            Assert.InRange(draw.First / draw.Second, 1, 2);
            Assert.InRange(draw.Across / Math.Sqrt(draw.First * draw.Second), 0.7, 1.42);
            Assert.InRange(draw.Roughness, 0.1, 0.6);
            Assert.InRange(draw.Edge, 0, 1);
            Assert.True(Foreground()[(int)(draw.CenterX * Size + draw.CenterY)] != 0);
            Assert.True(draw.CoreRadius is 0 or (>= 0.3 and <= 0.7));
        });
        Assert.InRange(draws.Count(draw => draw.CoreRadius > 0), 900, 1100);
    }

    [Fact]
    public void Contrast_has_the_sign_of_its_modality_wherever_its_channel_is()
    {
        var modalities = Modalities.Parse("t2,other,t1,flair,t1ce");
        LesionDraw[] draws = [.. Enumerable.Range(0, 500).Select(seed => Draw(seed, modalities))];

        Assert.All(draws, draw => Assert.InRange(draw.Contrast[3], 0.08f, 0.78f));
        Assert.All(draws, draw => Assert.InRange(draw.Contrast[0], 0f, 0.6f));
        Assert.All(draws, draw => Assert.InRange(draw.Contrast[2], -0.45f, 0f));
        Assert.All([1, 4], channel => Assert.InRange(draws.Count(draw => draw.Contrast[channel] > 0), 180, 320));
    }

    [Theory]
    [InlineData("t1")]
    [InlineData("t1,t2")]
    [InlineData("swi")]
    public void Without_FLAIR_some_modality_still_shows_the_lesion(string modalities) =>
        Assert.All(Enumerable.Range(0, 500), seed => Assert.True(Draw(seed, Modalities.Parse(modalities)).Contrast.Max(Math.Abs) > 0.0799f));

    [Fact]
    public void A_slice_has_as_many_lesions_as_asked_for_and_noise_to_match()
    {
        var options = new LesionOptions { Share = 0.75 };
        SliceLesions[] slices = [.. Enumerable.Range(0, 4000).Select(seed => SliceLesions.From(options, Modalities.Brats, Foreground(), Size, new RandomStream(seed)))];

        Assert.InRange(slices.Count(slice => slice.Lesions.Length > 0), 2900, 3100);
        Assert.All([1, 2, 3], count => Assert.InRange(slices.Count(slice => slice.Lesions.Length == count), 900, 1100));
        Assert.All(slices.Where(slice => slice.Lesions.Length > 0), slice => Assert.Equal(0.25, slice.NoiseScale));
        Assert.InRange(slices.Count(slice => slice.Lesions.IsEmpty && slice.NoiseScale == 1), 400, 600);
        Assert.All(slices, slice => Assert.All(slice.Intensity, scale => Assert.InRange(scale, 0.8f, 1.2f)));
    }

    [Fact]
    public void A_slice_without_foreground_gets_no_lesion() =>
        Assert.Empty(SliceLesions.From(Options, Modalities.Brats, new byte[Size * Size], Size, new RandomStream(1)).Lesions);

    private static LesionDraw Draw(int seed, Modalities? modalities = null) =>
        LesionDraw.From(Options, modalities ?? Modalities.Brats, Foreground(), Size, new RandomStream(seed));

    private static byte[] Foreground()
    {
        var foreground = new byte[Size * Size];
        for (var i = 0; i < foreground.Length; i++)
        {
            foreground[i] = i / Size is > 30 and < 90 && i % Size is > 40 and < 80 ? (byte)1 : (byte)0;
        }

        return foreground;
    }
}
