using BrainDae.Method.Config;
using BrainDae.TestModels;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Network;

public sealed class NetworkPrecisionTests
{
    /// <summary>bfloat16 has 8 significant bits: 0.4 % a rounding, a few of them in a row.</summary>
    private const double OutputTolerance = 0.03;

    private const double GradientTolerance = 0.08;

    [Fact]
    public void Output_in_bfloat16_is_the_reference_output_within_its_rounding()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = GoldenNetwork.Load("init");
        network.Precision = NetworkPrecision.BFloat16;

        var output = network.forward(GoldenNetwork.Tensor("unet", "noisy.npy"));

        Assert.Equal(ScalarType.Float32, output.dtype);
        Assert.InRange(GoldenNetwork.RelativeDifference(output, GoldenNetwork.Tensor("unet", "output.npy")), 1e-6, OutputTolerance);
    }

    [Fact]
    public void Gradients_in_bfloat16_are_single_precision_and_near_the_reference()
    {
        using var scope = NewDisposeScope();
        using var network = GoldenNetwork.Load("init");
        network.Precision = NetworkPrecision.BFloat16;
        var clean = GoldenNetwork.Tensor("unet", "clean.npy");
        var mask = clean.sum(1, keepdim: true).gt(0.01).to(ScalarType.Float32);

        DenoisingLoss.Of(network.forward(GoldenNetwork.Tensor("unet", "noisy.npy")), clean, mask).backward();

        // The whole gradient's direction and length; single small parameters carry more rounding.
        var difference = 0.0;
        var length = 0.0;
        foreach (var (name, parameter) in network.named_parameters())
        {
            Assert.Equal(ScalarType.Float32, parameter.grad!.dtype);
            var expected = GoldenNetwork.Tensor("unet", "grad", $"{name}.npy");
            difference += (parameter.grad - expected).square().sum().item<float>();
            length += expected.square().sum().item<float>();
        }

        Assert.InRange(Math.Sqrt(difference / length), 1e-6, GradientTolerance);
    }

    [Theory]
    [InlineData(NetworkPrecision.Float32)]
    [InlineData(NetworkPrecision.BFloat16)]
    public void Folded_network_gives_the_same_output(NetworkPrecision precision)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = GoldenNetwork.Load("after5");
        network.Precision = precision;
        var input = GoldenNetwork.Tensor("unet", "noisy.npy");
        var before = network.forward(input);

        network.Fold();

        Assert.Equal(0, GoldenNetwork.AbsoluteDifference(network.forward(input), before));
    }

    [Theory]
    [InlineData(NetworkPrecision.Auto, DeviceType.CPU, true, NetworkPrecision.BFloat16)]
    [InlineData(NetworkPrecision.Auto, DeviceType.CPU, false, NetworkPrecision.Float32)]
    [InlineData(NetworkPrecision.Auto, DeviceType.CUDA, true, NetworkPrecision.Float32)]
    [InlineData(NetworkPrecision.Float32, DeviceType.CPU, true, NetworkPrecision.Float32)]
    [InlineData(NetworkPrecision.BFloat16, DeviceType.CPU, false, NetworkPrecision.BFloat16)]
    [InlineData(NetworkPrecision.BFloat16, DeviceType.CUDA, false, NetworkPrecision.BFloat16)]
    public void Auto_is_bfloat16_on_a_processor_that_has_it_and_else_single(NetworkPrecision requested, DeviceType device, bool processorHasBFloat16, NetworkPrecision expected) =>
        Assert.Equal(expected, AutomaticPrecision.Resolve(requested, device, processorHasBFloat16));

    [Fact]
    public void Who_names_no_precision_gets_auto()
    {
        using var network = new Reconstructor(GoldenNetwork.Load("init"), null, GoldenNetwork.Runtime);
        Assert.Equal(AutomaticPrecision.ProcessorHasBFloat16 ? NetworkPrecision.BFloat16 : NetworkPrecision.Float32, network.Precision);
        Assert.Equal(NetworkPrecision.Auto, new TrainingOptions().Precision);
    }
}
