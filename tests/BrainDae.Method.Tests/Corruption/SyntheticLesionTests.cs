using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Imaging.Masks;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Corruption;
using BrainDae.Method.Corruption.Painting;

namespace BrainDae.Method.Tests.Corruption;

public sealed class SyntheticLesionTests
{
    private const int Size = 64;
    private const int Area = Size * Size;

    private static readonly LesionOptions Options = new() { Share = 1 };

    [Fact]
    public void A_lesion_stays_within_the_foreground_and_changes_nothing_outside_of_its_mask()
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var (image, foreground) = Slice();
            var before = image.ToArray();
            var mask = new float[Area];

            SyntheticLesion.Apply(Draw(Modalities.Brats, seed), image, foreground, mask, Size);

            Assert.All(mask, share => Assert.InRange(share, 0, 1));
            Assert.All(image, value => Assert.True(value >= 0));
            Assert.All(Enumerable.Range(0, image.Length).Where(i => image[i] != before[i]), i => Assert.True(mask[i % Area] > 0 && foreground[i % Area] == 1));
            Assert.Contains(mask, share => share > 0.5);
        }
    }

    [Fact]
    public void The_middle_of_a_lesion_without_core_is_brighter_on_FLAIR_and_darker_on_T1()
    {
        var options = Options with { CoreShare = 0, Flair = new(0.3, 0.4), T1 = new(-0.3, -0.2), Flattening = new(1, 1), Radius = new(0.1, 0.1) };
        var (image, foreground) = Slice();
        var draw = Draw(Modalities.Brats, 3, options);
        var center = (int)(draw.CenterX * Size + draw.CenterY);

        SyntheticLesion.Apply(draw, image, foreground, new float[Area], Size);

        // The tissue is 0.5 to 0.6; texture changes the contrast by up to 40 %.
        Assert.InRange(image[center], 0.6f, 1.2f);
        Assert.InRange(image[Area + center], 0.05f, 0.5f);
    }

    [Fact]
    public void Modalities_in_another_order_give_the_same_picture()
    {
        var other = Modalities.Parse("t2,flair,t1ce,t1");
        var (image, foreground) = Slice();
        var permuted = other.SelectMany(modality => Modalities.Brats.Channel<float>(image, modality).ToArray()).ToArray();
        var (mask, permutedMask, painted, permutedPainted) = (new float[Area], new float[Area], new float[4 * Area], new float[4 * Area]);

        SliceLesions.From(Options, Modalities.Brats, foreground, Size, new RandomStream(5)).Apply(image, painted, foreground, mask, Size);
        SliceLesions.From(Options, other, foreground, Size, new RandomStream(5)).Apply(permuted, permutedPainted, foreground, permutedMask, Size);

        Assert.Equal(mask, permutedMask);
        Assert.All(Modalities.Brats, modality =>
        {
            Assert.Equal(Modalities.Brats.Channel<float>(painted, modality).ToArray(), other.Channel<float>(permutedPainted, modality).ToArray());
            Assert.Equal(Modalities.Brats.Channel<float>(image, modality).ToArray(), other.Channel<float>(permuted, modality).ToArray());
        });
    }

    [Fact]
    public void Slices_further_from_the_center_show_less_and_those_beyond_its_reach_nothing()
    {
        foreach (var seed in Enumerable.Range(0, 50))
        {
            var draw = Draw(Modalities.Brats, seed, Options with { Roughness = new(0, 0.2) });
            var volumes = new[] { 0, 0.3, 0.6, 0.9, draw.Reach }.Select(radii => Painted(draw, radii * draw.Across)).ToArray();

            Assert.Equal(volumes.OrderDescending(), volumes);
            Assert.True(volumes[0] > 0);
            Assert.Equal(0, volumes[^1]);
            Assert.Equal(0, Painted(draw, -draw.Reach * draw.Across));
        }
    }

    [Fact]
    public void The_slice_to_give_back_is_scaled_as_the_painted_one_and_has_no_lesion()
    {
        var (image, foreground) = Slice();
        var (clean, painted, mask) = (image.ToArray(), new float[image.Length], new float[Area]);
        Array.Fill(mask, 7);
        var draw = SliceLesions.From(Options with { MaximumCount = 1 }, Modalities.Brats, foreground, Size, new RandomStream(2));

        draw.Apply(clean, painted, foreground, mask, Size);

        Assert.All(Enumerable.Range(0, image.Length), i => Assert.Equal(image[i] * draw.Intensity[i / Area], clean[i]));
        Assert.All(Enumerable.Range(0, image.Length).Where(i => mask[i % Area] == 0), i => Assert.Equal(clean[i], painted[i]));
        Assert.NotEqual(clean, painted);
        Assert.DoesNotContain(7, mask);
    }

    [Theory]
    [InlineData("`Lesions.Share` 1.5", 1.5, 0.1)]
    [InlineData("`Lesions.LossWeight` 0", 0.5, 0)]
    [InlineData("`Lesions.Share` NaN", double.NaN, 1)]
    public void What_cannot_be_used_is_named(string fault, double share, double weight) =>
        Assert.StartsWith(fault, BrainDaeException.Option(Assert.Single(new LesionOptions { Share = share, LossWeight = weight }.Faults())).Message, StringComparison.Ordinal);

    [Fact]
    public void Ranges_that_fall_or_exceed_their_bounds_are_named()
    {
        var options = new LesionOptions { Radius = new(0, 0.2), Edge = new(0.2, 0.1), Flair = new(0, 3), Intensity = new(0.8, double.NaN), MaximumCount = 0 };

        Assert.Equal(["Radius", "Edge", "Intensity", "Flair", "MaximumCount"], options.Faults().Select(fault => fault.Property["Lesions.".Length..]));
        Assert.StartsWith("`Lesions.Radius` 0 to 0.2: must rise, from above 0 to 0.5 at most", BrainDaeException.Option(options.Faults()).Message, StringComparison.Ordinal);
        Assert.Empty(new LesionOptions().Faults());
    }

    private static double Painted(LesionDraw draw, double distance)
    {
        var (image, _) = Slice();
        var everywhere = new byte[Area];
        Array.Fill(everywhere, (byte)1);
        var mask = new float[Area];
        SyntheticLesion.Apply(draw, image, everywhere, mask, Size, distance);
        return mask.Sum(share => (double)share);
    }

    private static LesionDraw Draw(Modalities modalities, int seed, LesionOptions? options = null) =>
        LesionDraw.From(options ?? Options, modalities, Slice().Foreground, Size, new RandomStream(seed));

    private static (float[] Image, byte[] Foreground) Slice()
    {
        var random = new RandomStream(9);
        var image = new float[4 * Area];
        for (var i = 0; i < image.Length; i++)
        {
            var (x, y) = (i / Size % Size - Size / 2, i % Size - Size / 2);
            image[i] = x * x + y * y < 26 * 26 ? (float)random.NextDouble(0.5, 0.6) : 0;
        }

        var foreground = new byte[Area];
        ForegroundMask.Find(image, foreground);
        return (image, foreground);
    }
}
