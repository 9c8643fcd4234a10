using BrainDae.Data.Preprocessing;
using BrainDae.Files;

namespace BrainDae.Data.Tests.Preprocessing;

public sealed class PreprocessingOptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_the_published_method()
    {
        var options = new PreprocessingOptions();
        options.Validate();
        Assert.Equal((128, 0.99, 0.5), (options.Size, options.Quantile, options.BrainThreshold));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(100)]
    [InlineData(1032)]
    [InlineData(-128)]
    public void A_size_out_of_range_is_refused(int size) => Refused(new() { Size = size }, "`Size`");

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_quantile_out_of_range_is_refused(double quantile) => Refused(new() { Quantile = quantile }, "`Quantile`");

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_threshold_out_of_range_is_refused(double threshold) => Refused(new() { BrainThreshold = threshold }, "`BrainThreshold`");

    [Fact]
    public void All_faults_are_named_at_once() =>
        Refused(new() { Size = 0, Quantile = 2, BrainThreshold = -1 }, "`Size`", "`Quantile`", "`BrainThreshold`");

    private static void Refused(PreprocessingOptions options, params string[] flags)
    {
        var fault = Assert.Throws<BrainDaeException>(options.Validate);
        Assert.Equal(FailureKind.InvalidOption, fault.Kind);
        Assert.All(flags, flag => Assert.Contains(flag, fault.Message, StringComparison.Ordinal));
        Assert.Equal(flags.Length, fault.Message.Split("must be").Length - 1);
        Assert.DoesNotContain('\n', fault.Message);
    }
}
