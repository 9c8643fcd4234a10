using Microsoft.Extensions.Logging;

namespace BrainDae.Method.TrainingLog;

/// <summary>Logs a training run: its plan and each epoch at <see cref="LogLevel.Information"/>, iterations at <see cref="LogLevel.Trace"/>.</summary>
/// <param name="logger">Where to.</param>
public sealed partial class LoggerListener(ILogger logger) : ITrainingListener
{
    /// <inheritdoc/>
    public void Started(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        LogStarted(plan.TrainingSlices, plan.ValidationSlices, plan.FirstEpoch, plan.Epochs);
    }

    /// <inheritdoc/>
    public void IterationDone(IterationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        LogIteration(report.Iteration, report.Loss);
    }

    /// <inheritdoc/>
    public void EpochDone(EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        LogEpoch(report.Epoch, report.TrainingLoss, report.ValidationLoss, report.Best);
    }

    /// <inheritdoc/>
    public void Calibrating(int patients) => LogCalibrating(patients);

    [LoggerMessage(200, LogLevel.Information, "Training on {TrainingSlices} healthy slices, validating on {ValidationSlices}, from epoch {FirstEpoch} of {Epochs}")]
    private partial void LogStarted(int trainingSlices, int validationSlices, int firstEpoch, int epochs);

    [LoggerMessage(201, LogLevel.Trace, "Iteration {Iteration}: loss {Loss}")]
    private partial void LogIteration(long iteration, double loss);

    [LoggerMessage(202, LogLevel.Information, "Epoch {Epoch}: training loss {TrainingLoss}, validation loss {ValidationLoss}, best so far {Best}")]
    private partial void LogEpoch(int epoch, double trainingLoss, double validationLoss, bool best);

    [LoggerMessage(203, LogLevel.Information, "Calibrating on {Patients} patients")]
    private partial void LogCalibrating(int patients);
}
