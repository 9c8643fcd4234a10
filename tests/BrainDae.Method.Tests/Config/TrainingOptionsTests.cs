using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Models;
using BrainDae.Method.Network;

namespace BrainDae.Method.Tests.Config;

public sealed class TrainingOptionsTests
{
    [Fact]
    public void Defaults_are_the_published_recipe_and_valid_at_128()
    {
        var options = new TrainingOptions();

        options.Validate(128);

        Assert.Equal((16, 2100, 32, 1e-4, 100), (options.BatchSize, options.Epochs, options.IterationsPerEpoch, options.LearningRate, options.CosinePeriod));
        Assert.Equal(new CoarseNoiseOptions { Resolution = 16, StandardDeviation = 0.2, Mixed = false }, options.Corruption);
        Assert.Equal(new UNetOptions { BaseChannels = 64, Depth = 4 }, options.Network);
    }

    [Fact]
    public void Every_fault_is_named_with_its_flag_and_value_in_one_line()
    {
        var options = new TrainingOptions
        {
            Network = new UNetOptions { Depth = 0, BaseChannels = -4 },
            Corruption = new CoarseNoiseOptions { Resolution = 129, StandardDeviation = double.PositiveInfinity },
            BatchSize = 0,
            Epochs = -1,
            IterationsPerEpoch = 0,
            LearningRate = double.NaN,
            CosinePeriod = 0,
            WeightDecay = -1,
            ClipNorm = 0,
            ValidationBatches = -3,
        };

        var failure = Assert.Throws<BrainDaeException>(() => options.Validate(128));

        Assert.Equal(FailureKind.InvalidOption, failure.Kind);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.All(
            ["`Network.Depth` 0", "`Network.BaseChannels` -4", "`Corruption.Resolution` 129", "`Corruption.StandardDeviation` Infinity", "`BatchSize` 0", "`Epochs` -1", "`IterationsPerEpoch` 0", "`LearningRate` NaN", "`CosinePeriod` 0", "`WeightDecay` -1", "`ClipNorm` 0", "`ValidationBatches` -3"],
            fault => Assert.Contains($"{fault}: must be", failure.Message, StringComparison.Ordinal));
        Assert.Equal(12, failure.Message.Split("; ").Length);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, true)]
    public void The_network_has_a_second_output_where_there_are_lesions_to_find(double share, bool expected)
    {
        var options = new TrainingOptions { Network = new UNetOptions { LesionOutput = !expected }, Lesions = new() { Share = share } }.WithNetworkFor(modalities: 2);

        Assert.Equal((expected, 2), (options.Network.LesionOutput, options.Network.Channels));
        Assert.Equal(expected, CheckpointManifest.ToJson(options).Contains("lesion_output", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4, 100)]
    [InlineData(7, 64)]
    [InlineData(5, 16)]
    public void Slice_size_that_the_levels_cannot_halve_is_refused(int depth, int size)
    {
        var options = new TrainingOptions { Network = new UNetOptions { Depth = depth } };

        var failure = Assert.Throws<BrainDaeException>(() => options.Validate(size));

        Assert.StartsWith($"`Network.Depth` {depth}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("`Size`", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Extreme_values_that_are_allowed_work()
    {
        new TrainingOptions { CosinePeriod = int.MaxValue, Epochs = int.MaxValue, IterationsPerEpoch = int.MaxValue, WeightDecay = 0 }.Validate(128);

        Assert.Equal(1e-4, new CosineSchedule(1e-4, int.MaxValue).RateAt(1), 1e-15);
    }
}
