using BrainDae.Torch.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace BrainDae.Torch.Optimization;

/// <summary>
/// Adam with AMSGrad and weight decay added to the gradient, as PyTorch's Adam(amsgrad = True) computes it
/// (betas 0.9 and 0.999, epsilon 1e-8). Its state is open, because a run must be resumable from a file.
/// </summary>
public sealed class AmsGrad : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private static readonly Scalar MeanDecay = Beta1;
    private static readonly Scalar MeanShare = 1 - Beta1;
    private static readonly Scalar SquareDecay = Beta2;
    private static readonly Scalar SquareShare = 1 - Beta2;
    private static readonly Scalar Epsilon = 1e-8;

    private readonly Scalar weightDecay;
    private readonly List<ParameterState> states = [];

    /// <summary>Creates an optimiser that has taken no step.</summary>
    /// <param name="parameters">What to optimise, by name.</param>
    /// <param name="weightDecay">Multiple of each parameter that is added to its gradient.</param>
    public AmsGrad(IEnumerable<(string name, Parameter parameter)> parameters, double weightDecay)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.weightDecay = weightDecay;
        foreach (var (name, parameter) in parameters)
        {
            states.Add(new(name, parameter, Empty(parameter), Empty(parameter), Empty(parameter)));
        }

        static Tensor Empty(Tensor parameter) => zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();
    }

    /// <summary>Number of steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>The running moments, named `exp_avg.KEY`, `exp_avg_sq.KEY` and `max_exp_avg_sq.KEY`.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State => states.SelectMany(s => new[]
    {
        ($"exp_avg.{s.Name}", s.Mean),
        ($"exp_avg_sq.{s.Name}", s.Square),
        ($"max_exp_avg_sq.{s.Name}", s.LargestSquare),
    });

    /// <summary>Moves the parameters one step along their gradients.</summary>
    public void Step(double learningRate)
    {
        Steps++;
        using var descent = (-learningRate / (1 - Math.Pow(Beta1, Steps))).ToScalar();
        using var squareCorrection = Math.Sqrt(1 - Math.Pow(Beta2, Steps)).ToScalar();
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var state in states)
        {
            if (state.Parameter.grad is not { } gradient)
            {
                continue;
            }

            gradient.add_(state.Parameter, alpha: weightDecay);
            state.Mean.mul_(MeanDecay).add_(gradient, alpha: MeanShare);
            state.Square.mul_(SquareDecay).addcmul_(gradient, gradient, SquareShare);
            state.LargestSquare.copy_(maximum(state.LargestSquare, state.Square));
            var denominator = state.LargestSquare.sqrt().div_(squareCorrection).add_(Epsilon, Scalars.One);
            state.Parameter.addcdiv_(state.Mean, denominator, descent);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in State)
        {
            tensor.Dispose();
        }

        weightDecay.Dispose();
    }

    private sealed record ParameterState(string Name, Parameter Parameter, Tensor Mean, Tensor Square, Tensor LargestSquare);
}
