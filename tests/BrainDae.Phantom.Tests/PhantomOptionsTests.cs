using BrainDae.Files;

namespace BrainDae.Phantom.Tests;

public sealed class PhantomOptionsTests
{
    [Fact]
    public void Defaults_are_valid() => new PhantomOptions().Validate();

    [Fact]
    public void Every_fault_is_named_in_one_message()
    {
        var options = new PhantomOptions { LesionVolume = (9, 3), NoiseLevel = float.NaN, HealthyFraction = 1.5f, Shape = [8, 128, 72] };
        var failure = Assert.Throws<BrainDaeException>(options.Validate);
        Assert.Equal(FailureKind.InvalidOption, failure.Kind);
        Assert.All(["shape 8x128x72", "lesion volume 9 to 3", "noise level NaN", "healthy fraction 1.5"], fault => Assert.Contains(fault, failure.Message));
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void A_grid_too_small_for_a_head_is_refused()
    {
        var failure = Assert.Throws<BrainDaeException>(() => PhantomGenerator.Generate(new PhantomOptions { Spacing = [1, 1, 1] }, 0));
        Assert.Contains("128 x 128 x 72 mm", failure.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100_000)]
    public void A_patient_index_without_a_name_is_refused(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PhantomGenerator.Generate(new PhantomOptions(), index));
}
