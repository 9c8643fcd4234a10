using BrainDae.Method.Network;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Network;
using BrainDae.Torch.Optimization;
using BrainDae.Torch.Training;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Network;

public sealed class UNetParityTests
{
    [Fact]
    public void Parameter_names_and_shapes_are_those_of_published_checkpoints()
    {
        using var scope = NewDisposeScope();
        using var network = new LevelNetwork(GoldenNetwork.Options);
        var expected = Directory.GetFiles(TestFiles.Golden("unet", "init"), "*.npy")
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => string.Join(',', Npy.Read(f).Shape));

        var actual = network.named_parameters().ToDictionary(p => p.name, p => string.Join(',', p.parameter.shape));

        Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal), actual.OrderBy(p => p.Key, StringComparer.Ordinal));
        Assert.Equal(actual.Keys.Order(), network.state_dict().Keys.Order());
    }

    [Fact]
    public void Default_network_has_the_published_number_of_parameters()
    {
        using var scope = NewDisposeScope();
        using var network = new LevelNetwork(new UNetOptions());

        Assert.Equal(7_703_748, network.parameters().Sum(p => p.numel()));
    }

    [Theory]
    [InlineData("init", "unet/output.npy")]
    [InlineData("after5", "checkpoint/output_for_noisy.npy")]
    public void Output_is_the_reference_output(string parameters, string expected)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = GoldenNetwork.Load(parameters);

        var output = network.forward(GoldenNetwork.Tensor("unet", "noisy.npy"));

        Assert.InRange(GoldenNetwork.RelativeDifference(output, GoldenNetwork.Tensor(expected.Split('/'))), 0, 1e-4);
    }

    [Fact]
    public void Gradients_are_the_reference_gradients()
    {
        using var scope = NewDisposeScope();
        using var network = GoldenNetwork.Load("init");

        Loss(network).backward();

        Assert.All(network.named_parameters(), p => Assert.InRange(
            GoldenNetwork.RelativeDifference(p.parameter.grad!, GoldenNetwork.Tensor("unet", "grad", $"{p.name}.npy")), 0, 1e-4));
    }

    [Fact]
    public void Five_optimiser_steps_give_the_reference_weights_and_losses()
    {
        using var scope = NewDisposeScope();
        using var network = GoldenNetwork.Load("init");
        using var optimizer = new AmsGrad(network.named_parameters(), weightDecay: 1e-5);
        double[] expectedLosses = [0.47564589977264404, 0.47260409593582153, 0.4696182906627655, 0.4666963517665863, 0.46383553743362427];

        for (var step = 0; step < 5; step++)
        {
            network.zero_grad();
            var loss = Loss(network);
            loss.backward();
            var norm = nn.utils.clip_grad_norm_(network.parameters(), 0.5);
            Assert.Equal(expectedLosses[step], loss.item<float>(), 1e-5);
            if (step == 0)
            {
                Assert.Equal(0.9049780368804932, norm, 1e-5);
            }

            optimizer.Step(1e-4);
        }

        Assert.All(network.named_parameters(), p => Assert.InRange(
            GoldenNetwork.AbsoluteDifference(p.parameter, GoldenNetwork.Tensor("unet", "after5", $"{p.name}.npy")), 0, 1e-5));
    }

    private static Tensor Loss(DenoisingNetwork network)
    {
        var clean = GoldenNetwork.Tensor("unet", "clean.npy");
        var mask = clean.sum(1, keepdim: true).gt(0.01).to(ScalarType.Float32);
        return DenoisingLoss.Of(network.forward(GoldenNetwork.Tensor("unet", "noisy.npy")), clean, mask);
    }
}
