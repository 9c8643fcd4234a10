using BrainDae.Method.Config;
using BrainDae.Method.Network;
using BrainDae.TestModels;
using BrainDae.Torch.Network;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Network;

public sealed class LesionHeadTests
{
    private static readonly UNetOptions Options = GoldenNetwork.Options with { LesionOutput = true };

    [Fact]
    public void The_second_output_has_parameters_of_its_own_and_leaves_the_others_as_published()
    {
        _ = GoldenNetwork.Runtime;
        using var plain = new LevelNetwork(GoldenNetwork.Options, seed: 3);
        using var both = new LevelNetwork(Options, seed: 3);
        var published = Parameters(plain);
        var all = Parameters(both);

        Assert.Equal(
            ["lesion.hidden.bias [2]", "lesion.hidden.weight [2, 4, 3, 3]", "lesion.last.bias [1]", "lesion.last.weight [1, 2, 1, 1]"],
            both.named_parameters().Where(p => !published.ContainsKey(p.name)).Select(p => $"{p.name} [{string.Join(", ", p.parameter.shape)}]").Order(StringComparer.Ordinal));
        Assert.All(published, parameter => Assert.Equal(parameter.Value, all[parameter.Key]));
    }

    [Theory]
    [InlineData(NetworkPrecision.Float32)]
    [InlineData(NetworkPrecision.BFloat16)]
    public void Both_outputs_come_from_one_pass_and_the_reconstruction_is_the_same_bit_for_bit(NetworkPrecision precision)
    {
        _ = GoldenNetwork.Runtime;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var input = rand(2, 4, 16, 24);
        using var plain = new LevelNetwork(GoldenNetwork.Options, seed: 3) { Precision = precision };
        using var both = new LevelNetwork(Options, seed: 3) { Precision = precision };

        var (reconstruction, logits) = both.ForwardBoth(input);

        Assert.Equal([2, 1, 16, 24], logits!.shape);
        Assert.Equal(ScalarType.Float32, logits.dtype);
        Assert.Equal(0, GoldenNetwork.AbsoluteDifference(plain.forward(input), reconstruction));
        Assert.Equal(0, GoldenNetwork.AbsoluteDifference(both.forward(input), reconstruction));
        Assert.Null(plain.ForwardBoth(input).LesionLogits);
    }

    private static Dictionary<string, float[]> Parameters(DenoisingNetwork network) =>
        network.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().reshape(-1).data<float>().ToArray());
}
