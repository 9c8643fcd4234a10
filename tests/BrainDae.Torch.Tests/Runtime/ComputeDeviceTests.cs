using BrainDae.Files;
using BrainDae.TestModels;
using BrainDae.Torch.Runtime;

namespace BrainDae.Torch.Tests.Runtime;

public sealed class ComputeDeviceTests
{
    [Theory]
    [InlineData("auto", null, 0, "auto")]
    [InlineData("cpu", DeviceKind.Cpu, 0, "cpu")]
    [InlineData("mps", DeviceKind.Metal, 0, "mps")]
    [InlineData("cuda", DeviceKind.Cuda, 0, "cuda:0")]
    [InlineData("cuda:0", DeviceKind.Cuda, 0, "cuda:0")]
    [InlineData("cuda:13", DeviceKind.Cuda, 13, "cuda:13")]
    public void Names_are_read_and_written(string text, DeviceKind? kind, int index, string written)
    {
        var device = ComputeDevice.Parse(text);

        Assert.Equal(new(kind, index), device);
        Assert.Equal(written, device.ToString());
        Assert.Equal(device, ComputeDevice.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CPU")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:1.5")]
    [InlineData("cuda:99999999999")]
    [InlineData("cpu:0")]
    public void Anything_else_is_refused_with_the_choices(string text)
    {
        var failure = Assert.Throws<BrainDaeException>(() => ComputeDevice.Parse(text));

        Assert.Equal(FailureKind.InvalidOption, failure.Kind);
        Assert.Contains("auto, cpu, cuda, cuda:N or mps", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_that_is_not_there_is_refused_with_its_flag()
    {
        var failure = Assert.Throws<BrainDaeException>(() => TorchRuntime.Start(ComputeDevice.Parse("cuda:4711")));

        Assert.Equal(FailureKind.DeviceUnavailable, failure.Kind);
        Assert.StartsWith("`device` cuda:4711", failure.Message, StringComparison.Ordinal);
        _ = TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = GoldenNetwork.Runtime.Threads });
    }

    [Fact]
    public void Negative_number_of_threads_is_refused() =>
        Assert.StartsWith("`Threads` -1", Assert.Throws<BrainDaeException>(() => TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = -1 })).Message, StringComparison.Ordinal);
}
