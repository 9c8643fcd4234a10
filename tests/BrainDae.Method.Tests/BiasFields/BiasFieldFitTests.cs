using BrainDae.Imaging.Grids;
using BrainDae.Method.BiasFields;

namespace BrainDae.Method.Tests.BiasFields;

public sealed class BiasFieldFitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.15)]
    public void A_known_field_is_found_whatever_the_lesion_takes_of_the_brain(double lesionShare)
    {
        var known = new KnownField(lesionShare);

        Assert.InRange(known.Error(Corrected(known, known.Probability)), 0, 0.01);
        Assert.InRange(known.Error(known.Images), 0.05, 1);
    }

    [Fact]
    public void Leaving_out_what_is_suspected_finds_the_field_better_under_a_large_lesion()
    {
        var known = new KnownField(0.15);

        Assert.True(known.Error(Corrected(known, known.Probability)) < 0.5 * known.Error(Corrected(known, [])));
    }

    [Fact]
    public void Brightness_as_a_whole_stays()
    {
        var known = new KnownField(0);
        var corrected = Corrected(known, known.Probability);
        double[] logarithms = [.. known.Images.Zip(corrected).Where(pair => pair.First > 0.02).Select(pair => Math.Log(pair.First / pair.Second))];

        Assert.InRange(logarithms.Average(), -0.01, 0.01);
    }

    [Fact]
    public void Background_and_a_patient_with_hardly_any_brain_stay_as_they_are()
    {
        var known = new KnownField(0);
        var corrected = Corrected(known, known.Probability);
        Assert.All(Enumerable.Range(0, known.Images.Length), i => Assert.True(known.Images[i] != 0 || corrected[i] == 0));

        var fit = new BiasFieldFit(new byte[known.Foreground.Length], [], KnownField.Channels, KnownField.Size, new(1, 1, 1), All);
        Assert.All(known.Images.Zip(fit.Run(known.Images).Correct(known.Images)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void The_first_pass_sees_every_fourth_of_the_chosen_slices()
    {
        Assert.Equal([true, false, false, false, true, false], BiasFieldFit.FirstPass([], 6));
        Assert.Equal([false, true, false, false, false, false, true], BiasFieldFit.FirstPass([false, true, true, false, true, true, true], 7));
    }

    private static bool[] All => [.. Enumerable.Repeat(true, KnownField.Slices)];

    private static float[] Corrected(KnownField known, float[] probability) => new BiasFieldFit(
        known.Foreground, probability, KnownField.Channels, KnownField.Size, new GridSpacing(1, 1, 1), BiasFieldFit.FirstPass([], KnownField.Slices)).Run(known.Images).Correct(known.Images);
}
