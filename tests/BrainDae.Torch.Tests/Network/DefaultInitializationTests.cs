using BrainDae.Method.Network;
using BrainDae.TestModels;
using BrainDae.Torch.Network;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Network;

public sealed class DefaultInitializationTests
{
    [Fact]
    public void Every_parameter_starts_with_PyTorchs_default_distribution()
    {
        using var scope = NewDisposeScope();
        using var network = new LevelNetwork(new UNetOptions(), seed: 5);
        var fanIns = network.named_parameters().Where(p => p.parameter.dim() == 4)
            .ToDictionary(p => p.name[..^".weight".Length], p => p.parameter.shape.Skip(1).Aggregate(1L, (a, b) => a * b));

        foreach (var (name, parameter) in network.named_parameters())
        {
            var layer = name[..name.LastIndexOf('.')];
            var values = parameter.detach().reshape(-1).data<float>().ToArray();
            if (!fanIns.TryGetValue(layer, out var fanIn))
            {
                Assert.All(values, v => Assert.Equal(name.EndsWith("weight", StringComparison.Ordinal) ? 1f : 0f, v));
                continue;
            }

            // Uniform in ±bound: no value outside, and mean and variance within six standard errors.
            var bound = 1 / Math.Sqrt(fanIn);
            Assert.All(values, v => Assert.InRange(v, -bound, bound));
            Assert.InRange(values.Average(), -6 * bound / Math.Sqrt(3 * values.Length), 6 * bound / Math.Sqrt(3 * values.Length));
            var variance = values.Average(v => (double)v * v);
            Assert.InRange(variance / (bound * bound / 3), 1 - 6 / Math.Sqrt(values.Length), 1 + 6 / Math.Sqrt(values.Length));
            Assert.True(values.Length < 4 || values.Distinct().Count() > values.Length / 2, name);
        }
    }

    [Fact]
    public void Same_seed_gives_the_same_network_and_another_seed_another()
    {
        using var scope = NewDisposeScope();
        float[] Draw(long seed) => [.. new LevelNetwork(GoldenNetwork.Options, seed).parameters().SelectMany(p => p.detach().reshape(-1).data<float>().ToArray())];

        Assert.Equal(Draw(3), Draw(3));
        Assert.NotEqual(Draw(3), Draw(4));
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(64, 8)]
    [InlineData(128, 16)]
    [InlineData(256, 16)]
    [InlineData(512, 32)]
    public void Groups_are_the_middle_divisor(int channels, int groups) =>
        Assert.Equal(groups, UNetOptions.GroupsOf(channels));
}
