using System.Collections.Immutable;
using BrainDae.Data.Formats;
using BrainDae.Data.Formats.PyTorch;
using BrainDae.Method.Config;
using BrainDae.Method.Models;

namespace BrainDae.Torch.Checkpoints;

/// <summary>The state of training in a published checkpoint, as this software goes on from it.</summary>
/// <param name="Options">What the file says of the recipe: learning rate, weight decay, iterations of an epoch; the rest is the published one.</param>
/// <param name="Progress">How far the training was.</param>
/// <param name="Moments">The optimiser's running moments, under the names that a checkpoint stores them by.</param>
internal sealed record PublishedTraining(TrainingOptions Options, TrainingProgress Progress, ImmutableArray<SafetensorsTensor> Moments)
{
    /// <returns>The state; or null and why there is none to go on from.</returns>
    public static (PublishedTraining? Training, string? Obstacle) Of(TorchCheckpoint checkpoint)
    {
        if (checkpoint.Optimizer is not { Moments.Length: > 0 } optimizer)
        {
            return (null, checkpoint.OptimizerFault is { } fault ? $"its optimiser's state cannot be used: {fault}" : "it holds no optimiser's state");
        }

        var recipe = new TrainingOptions();
        var (epochs, iterationsPerEpoch) = Position(checkpoint, recipe.IterationsPerEpoch);
        if (epochs == 0)
        {
            return (null, $"its {checkpoint.Iterations?.ToString() ?? "unknown number of"} iterations are no whole number of epochs, so its place in the learning-rate schedule is not known");
        }

        var options = recipe with
        {
            IterationsPerEpoch = iterationsPerEpoch,
            LearningRate = optimizer.InitialLearningRate ?? recipe.LearningRate,
            WeightDecay = optimizer.WeightDecay,
        };
        var progress = TrainingProgress.BegunElsewhere(options, epochs, optimizer.Steps, checkpoint.Value ?? 0);
        return (new(options, progress, [.. checkpoint.Parameters.Zip(optimizer.Moments, Stored).SelectMany(moments => moments)]), null);
    }

    /// <summary>
    /// Finished epochs and the iterations of one: as the file counts them where one number divides the other, else in
    /// epochs of the published length; 0 where neither fits.
    /// </summary>
    private static (int Epochs, int IterationsPerEpoch) Position(TorchCheckpoint checkpoint, int published)
    {
        if (checkpoint.Iterations is not (> 0 and <= int.MaxValue and var iterations))
        {
            return default;
        }

        return checkpoint.Epochs is > 0 and <= int.MaxValue and var epochs && iterations % epochs == 0 ? ((int)epochs, (int)(iterations / epochs))
            : iterations % published == 0 ? ((int)(iterations / published), published)
            : default;
    }

    private static SafetensorsTensor[] Stored(SafetensorsTensor parameter, TorchMoments moments) =>
    [
        moments.Mean with { Name = Checkpoint.NameOfState($"exp_avg.{parameter.Name}") },
        moments.Square with { Name = Checkpoint.NameOfState($"exp_avg_sq.{parameter.Name}") },
        moments.LargestSquare with { Name = Checkpoint.NameOfState($"max_exp_avg_sq.{parameter.Name}") },
    ];
}
