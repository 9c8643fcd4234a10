using BrainDae.Torch.Optimization;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Optimization;

public sealed class AmsGradTests
{
    /// <summary>With a gradient as small as epsilon, the first step is gradient / (gradient + epsilon) learning rates.</summary>
    [Theory]
    [InlineData(1e-8, 0.5)]
    [InlineData(3e-8, 0.75)]
    [InlineData(-1e-8, -0.5)]
    public void Epsilon_is_that_of_PyTorch(double gradient, double expected)
    {
        using var scope = NewDisposeScope();
        var parameter = nn.Parameter(zeros(1));
        using var optimizer = new AmsGrad([("p", parameter)], weightDecay: 0);
        (parameter * gradient).sum().backward();

        optimizer.Step(1);

        Assert.Equal(-expected, parameter.item<float>(), 1e-3);
    }

    [Fact]
    public void The_running_moments_begin_at_zero_and_are_not_trained()
    {
        using var scope = NewDisposeScope();
        using var optimizer = new AmsGrad([("p", nn.Parameter(ones(2)))], weightDecay: 0);

        Assert.All(optimizer.State, state => Assert.False(state.Tensor.requires_grad));
        Assert.All(optimizer.State, state => Assert.Equal([0, 0], state.Tensor.data<float>().ToArray()));
    }
}
