using BrainDae.Data.Cohorts;
using BrainDae.Method.Augmentation;

namespace BrainDae.Method.Tests.Augmentation;

public sealed class IntensityAugmentationTests
{
    private const int Size = 16;
    private const int Area = Size * Size;

    private static readonly IntensityAugmentation Options = new() { Field = 0.3, Contrast = 0.15 };

    [Fact]
    public void Foreground_is_varied_smoothly_and_background_stays()
    {
        var modalities = Modalities.Parse("flair");
        float[] foreground = [.. Enumerable.Range(0, Area).Select(i => i % Size < 12 ? 1f : 0f)];
        float[] image = [.. foreground.Select(value => 0.5f * value)];

        Options.Draw(modalities, new(1)).Apply(image, foreground, Size);

        Assert.All(Enumerable.Range(0, Area), i => Assert.True(foreground[i] == 1 ? image[i] > 0 : image[i] == 0));
        Assert.True(image.Where(value => value > 0).Distinct().Count() > 100);
        Assert.All(Enumerable.Range(0, Area - 1).Where(i => i % Size < 11), i => Assert.InRange(image[i + 1] / image[i], 0.8, 1.25));
    }

    [Fact]
    public void What_a_modality_draws_depends_on_its_name_and_not_on_its_place()
    {
        var (one, other) = (Options.Draw(Modalities.Parse("flair,t1,t2"), new(4)), Options.Draw(Modalities.Parse("t2,flair,t1"), new(4)));

        Assert.Equal(one.Channels[0].Coefficients, other.Channels[1].Coefficients);
        Assert.Equal((one.Channels[1].Power, one.Channels[2].Power), (other.Channels[2].Power, other.Channels[0].Power));
        Assert.NotEqual(one.Channels[0].Power, one.Channels[1].Power);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(-0.1, 0, 1)]
    [InlineData(double.NaN, 1.1, 2)]
    public void Values_that_cannot_work_are_named(double field, double contrast, int faults) =>
        Assert.Equal(faults, new IntensityAugmentation { Field = field, Contrast = contrast }.Faults().Count());

    [Fact]
    public void Published_varies_nothing() => Assert.False(new IntensityAugmentation().Varies);
}
