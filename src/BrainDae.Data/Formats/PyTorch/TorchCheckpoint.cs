using System.Collections.Immutable;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>What the published trainer saves: a network's parameters and, where they are there, how far its training was.</summary>
/// <param name="Parameters">The network's parameters in the order of model.parameters(), each in C order, little endian.</param>
public sealed record TorchCheckpoint(ImmutableArray<SafetensorsTensor> Parameters)
{
    /// <summary>epoch_no, finished epochs; null where the file does not say.</summary>
    public long? Epochs { get; init; }

    /// <summary>train_it, finished optimiser steps; null where the file does not say.</summary>
    public long? Iterations { get; init; }

    /// <summary>value, the validation loss; null where the file does not say.</summary>
    public double? Value { get; init; }

    /// <summary>optimiser_state_dict; null where there is none, or none that can be used.</summary>
    public TorchAdam? Optimizer { get; init; }

    /// <summary>Why the optimiser's state that is there cannot be used, a clause; null where it can, and where there is none.</summary>
    public string? OptimizerFault { get; init; }
}

/// <summary>State of torch.optim.Adam with AMSGrad over one group of parameters.</summary>
/// <param name="LearningRate">Of the step to come.</param>
/// <param name="InitialLearningRate">Where its schedule began; null where no schedule has noted it.</param>
/// <param name="WeightDecay">Multiple of each parameter that is added to its gradient.</param>
/// <param name="Steps">Steps taken, the same for all parameters.</param>
/// <param name="Moments">Of each parameter, in their order; empty before the first step.</param>
public sealed record TorchAdam(double LearningRate, double? InitialLearningRate, double WeightDecay, long Steps, ImmutableArray<TorchMoments> Moments)
{
    /// <summary>Decay of the running means of gradient and squared gradient: PyTorch's defaults, the only ones that are read and written.</summary>
    public static (double Mean, double Square) Betas => (0.9, 0.999);

    /// <summary>What is added to the denominator: PyTorch's default, the only one that is read and written.</summary>
    public static double Epsilon => 1e-8;
}

/// <summary>Running moments of one parameter's gradient, F32, of the parameter's shape.</summary>
/// <param name="Mean">exp_avg.</param>
/// <param name="Square">exp_avg_sq.</param>
/// <param name="LargestSquare">max_exp_avg_sq.</param>
public sealed record TorchMoments(SafetensorsTensor Mean, SafetensorsTensor Square, SafetensorsTensor LargestSquare);
