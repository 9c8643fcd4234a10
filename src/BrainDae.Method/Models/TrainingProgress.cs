using System.Text.Json.Serialization;
using BrainDae.Method.Config;

namespace BrainDae.Method.Models;

/// <summary>How far a run is.</summary>
/// <param name="EpochsDone">Finished epochs.</param>
/// <param name="IterationsDone">Finished iterations, each an optimiser step.</param>
/// <param name="TrainingLoss">Mean training loss of the last finished epoch.</param>
/// <param name="ValidationLoss">Validation loss of the last finished epoch.</param>
/// <param name="BestEpoch">Epoch (from 0) of the lowest validation loss; -1 before the first.</param>
/// <param name="BestValidationLoss">That loss.</param>
/// <param name="Schedule">State of the learning-rate schedule.</param>
/// <param name="Generator">State of the random numbers.</param>
public sealed record TrainingProgress(
    int EpochsDone,
    long IterationsDone,
    double TrainingLoss,
    double ValidationLoss,
    int BestEpoch,
    double BestValidationLoss,
    ScheduleState Schedule,
    GeneratorState Generator)
{
    /// <summary>The optimiser's own count of steps, where a run that another program began counts otherwise; null where it is <see cref="IterationsDone"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OptimizerSteps { get; init; }

    /// <summary>The state of a run that has not begun.</summary>
    public static TrainingProgress NotBegun(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(0, 0, 0, 0, -1, double.MaxValue, ScheduleState.At(options, 0), GeneratorState.At(options, 0));
    }

    /// <summary>The state after one more epoch.</summary>
    public TrainingProgress After(TrainingOptions options, double trainingLoss, double validationLoss)
    {
        ArgumentNullException.ThrowIfNull(options);
        var better = validationLoss < BestValidationLoss;
        var iterations = IterationsDone + options.IterationsPerEpoch;
        return new(
            EpochsDone + 1,
            iterations,
            trainingLoss,
            validationLoss,
            better ? EpochsDone : BestEpoch,
            better ? validationLoss : BestValidationLoss,
            ScheduleState.At(options, EpochsDone + 1),
            GeneratorState.At(options, iterations))
        {
            OptimizerSteps = OptimizerSteps + options.IterationsPerEpoch,
        };
    }

    /// <summary>The state of a run that another program began: validation losses count anew, since its noise was another.</summary>
    /// <param name="options">The recipe, whose schedule the run is at.</param>
    /// <param name="epochs">Finished epochs.</param>
    /// <param name="optimizerSteps">The optimiser's own count of steps.</param>
    /// <param name="validationLoss">What it says of its last epoch.</param>
    public static TrainingProgress BegunElsewhere(TrainingOptions options, int epochs, long optimizerSteps, double validationLoss)
    {
        ArgumentNullException.ThrowIfNull(options);
        var iterations = (long)epochs * options.IterationsPerEpoch;
        return new(epochs, iterations, 0, validationLoss, -1, double.MaxValue, ScheduleState.At(options, epochs), GeneratorState.At(options, iterations))
        {
            OptimizerSteps = optimizerSteps == iterations ? null : optimizerSteps,
        };
    }
}

/// <summary>State of the learning-rate schedule, which is a function of the epoch.</summary>
/// <param name="Kind">Name of the schedule.</param>
/// <param name="NextEpoch">The epoch to come.</param>
/// <param name="NextLearningRate">Its rate.</param>
public sealed record ScheduleState(string Kind, int NextEpoch, double NextLearningRate)
{
    internal static ScheduleState At(TrainingOptions options, int epoch) =>
        new(
        options.Schedule == LearningRateCourse.Warmup ? "linear warm-up, cosine to 0" : "cosine annealing without restarts",
        epoch,
        options.LearningRateAt((long)epoch * options.IterationsPerEpoch));
}

/// <summary>State of the random numbers: every draw is a function of seed, purpose and iteration.</summary>
/// <param name="Kind">Name of the generator.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="NextIteration">The iteration to come.</param>
public sealed record GeneratorState(string Kind, long Seed, long NextIteration)
{
    internal static GeneratorState At(TrainingOptions options, long iteration) =>
        new("xoshiro256** keyed by seed, purpose and iteration", options.Seed, iteration);
}
