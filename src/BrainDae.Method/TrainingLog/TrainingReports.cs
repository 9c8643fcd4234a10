namespace BrainDae.Method.TrainingLog;

/// <summary>What a run is about to do.</summary>
/// <param name="TrainingSlices">Healthy slices of the training split.</param>
/// <param name="ValidationSlices">Healthy slices of the validation split.</param>
/// <param name="FirstEpoch">0, or the epoch at which a resumed run goes on.</param>
/// <param name="Epochs">Epochs of the whole run.</param>
/// <param name="IterationsPerEpoch">Optimiser steps in one epoch.</param>
public sealed record TrainingPlan(int TrainingSlices, int ValidationSlices, int FirstEpoch, int Epochs, int IterationsPerEpoch);

/// <summary>One optimiser step.</summary>
/// <param name="Iteration">Counted from 0 over the whole run.</param>
/// <param name="Loss">Loss of its batch, with the weighted loss of finding lesions where there are any to find.</param>
/// <param name="LearningRate">Rate of its step.</param>
/// <param name="GradientNorm">Global norm before clipping.</param>
public sealed record IterationReport(long Iteration, double Loss, double LearningRate, double GradientNorm)
{
    /// <summary>Loss of finding lesions, before its weight; null for a network that does not look for any.</summary>
    public double? LesionLoss { get; init; }
}

/// <summary>One epoch with its validation.</summary>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="TrainingLoss">Mean over the epoch's batches.</param>
/// <param name="ValidationLoss">Mean over the validation batches, weighted by their pixels.</param>
/// <param name="LearningRate">Rate during the epoch.</param>
/// <param name="Best">Whether this is the lowest validation loss so far, so the checkpoint became the model.</param>
/// <param name="IterationsPerSecond">Speed of the training part.</param>
public sealed record EpochReport(int Epoch, double TrainingLoss, double ValidationLoss, double LearningRate, bool Best, double IterationsPerSecond)
{
    /// <summary>Mean loss of finding lesions over the epoch's batches, before its weight; null for a network that does not look for any.</summary>
    public double? TrainingLesionLoss { get; init; }

    /// <summary>The same over the validation batches.</summary>
    public double? ValidationLesionLoss { get; init; }
}

/// <summary>Follows a training run; the loop itself never prints.</summary>
public interface ITrainingListener
{
    /// <summary>The run starts or goes on.</summary>
    void Started(TrainingPlan plan);

    /// <summary>An optimiser step is done.</summary>
    void IterationDone(IterationReport report);

    /// <summary>An epoch and its validation are done; its checkpoint is written next.</summary>
    void EpochDone(EpochReport report);

    /// <summary>All epochs are done; the model is calibrated on its validation patients.</summary>
    /// <param name="patients">How many these are.</param>
    void Calibrating(int patients)
    {
    }
}
