using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Network;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Network;
using BrainDae.Torch.Optimization;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Training;

[Trait(TestSpeed.Trait, TestSpeed.Slow)]
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class WeightAverageTests : IDisposable
{
    private const double Decay = 0.8;

    private static readonly TrainingOptions Options = SmallRun.Options with { WeightAverage = Decay };

    private readonly SmallCohort cohort = new();

    [Fact]
    public void Average_forgets_its_start_and_then_keeps_the_stated_share()
    {
        using var network = new LevelNetwork(new UNetOptions { BaseChannels = 2, Depth = 2 }, 1);
        using var average = new WeightAverage(network, Decay);
        var parameter = network.get_parameter("last.bias")!;
        var expected = parameter.data<float>()[0];
        for (var step = 1; step <= 60; step++)
        {
            using (no_grad())
            {
                parameter.fill_(step);
            }

            average.Add(step);
            var kept = Math.Min(Decay, step / (step + 9.0));
            expected = (float)(kept * expected + (1 - kept) * step);

            Assert.Equal(expected, average.Network.get_parameter("last.bias")!.data<float>()[0], 1e-4f * step);
        }
    }

    [Theory]
    [InlineData(NetworkPrecision.Float32)]
    [InlineData(NetworkPrecision.BFloat16)]
    public void The_averaged_network_computes_as_precisely_as_the_trained_one(NetworkPrecision precision)
    {
        using var network = new LevelNetwork(new UNetOptions { BaseChannels = 2, Depth = 2 }, 1) { Precision = precision };
        using var average = new WeightAverage(network, Decay);

        Assert.Equal(precision, average.Network.Precision);
    }

    [Fact]
    public void Training_goes_the_same_way_with_an_average_beside_it()
    {
        using var plain = new SmallRun(cohort);
        using var averaged = new SmallRun(cohort);
        plain.Train();
        averaged.Train(Options);

        using var trained = SafetensorsFile.Open(plain.Model.Last);
        using var beside = SafetensorsFile.Open(averaged.Model.Last);
        Assert.All(trained.Tensors, tensor => Assert.Equal(trained.Values<float>(tensor.Value), beside.Values<float>(beside.Tensors[tensor.Key])));
    }

    [Fact]
    public void Model_is_the_average_of_its_epoch()
    {
        using var run = new SmallRun(cohort);
        var progress = run.Train(Options);
        Assert.Equal(Options.Epochs - 1, progress.BestEpoch);

        using var best = SafetensorsFile.Open(run.Model.Model);
        using var last = SafetensorsFile.Open(run.Model.Last);
        Assert.All(best.Tensors, tensor => Assert.Equal(best.Values<float>(tensor.Value), last.Values<float>(last.Tensors["average." + tensor.Key])));
        Assert.NotEqual(best.Values<float>(best.Tensors["last.bias"]).ToArray(), last.Values<float>(last.Tensors["last.bias"]).ToArray());
    }

    [Fact]
    public void Interrupted_run_ends_as_an_uninterrupted_one()
    {
        using var whole = new SmallRun(cohort);
        whole.Train(Options);
        using var parts = new SmallRun(cohort);
        parts.Train(Options with { Epochs = 1 });
        parts.Train(Options, resume: true);

        Assert.Equal(File.ReadAllBytes(whole.Model.Model), File.ReadAllBytes(parts.Model.Model));
        Assert.Equal(File.ReadAllBytes(whole.Model.Last), File.ReadAllBytes(parts.Model.Last));
    }

    [Fact]
    public void Checkpoint_without_the_average_is_refused_by_the_tensor_it_lacks()
    {
        using var run = new SmallRun(cohort);
        run.Train(Options with { Epochs = 1 });
        CheckpointFile.Rewrite(run.Model.Last, tensors: all => all.Where(t => !t.Name.StartsWith("average.", StringComparison.Ordinal)));

        var failure = Assert.Throws<BrainDaeException>(() => run.Train(Options, resume: true));

        Assert.Contains("'average.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Share_outside_0_to_below_1_is_refused_with_its_flag(double share)
    {
        var failure = Assert.Throws<BrainDaeException>(() => (Options with { WeightAverage = share }).Validate(SmallCohort.Size));

        Assert.Contains("`WeightAverage`", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => cohort.Dispose();
}
