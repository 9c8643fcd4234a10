namespace BrainDae.Method.TrainingLog;

/// <summary>Follows a run as TensorBoard scalars over iterations.</summary>
/// <param name="folder">Where the event file is created once the run starts.</param>
public sealed class TensorBoardLog(string folder) : ITrainingListener, IDisposable
{
    private TensorBoardWriter? writer;
    private long iteration;

    /// <inheritdoc/>
    public void Started(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        iteration = (long)plan.FirstEpoch * plan.IterationsPerEpoch;
        writer = new(folder, TimeProvider.System);

        // Also at 0: a run that starts anew over an old model must not show the old one's points.
        writer.Resume(iteration);
    }

    /// <inheritdoc/>
    public void IterationDone(IterationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        iteration = report.Iteration;
        writer!.Scalar("loss/iteration", (float)report.Loss, iteration);
        Lesion("loss/iteration_lesion", report.LesionLoss);
        writer!.Scalar("gradient_norm", (float)report.GradientNorm, iteration);
    }

    /// <inheritdoc/>
    public void EpochDone(EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        writer!.Scalar("loss/train", (float)report.TrainingLoss, iteration);
        writer!.Scalar("loss/validation", (float)report.ValidationLoss, iteration);
        Lesion("loss/train_lesion", report.TrainingLesionLoss);
        Lesion("loss/validation_lesion", report.ValidationLesionLoss);
        writer!.Scalar("learning_rate", (float)report.LearningRate, iteration);
        writer!.Scalar("iterations_per_second", (float)report.IterationsPerSecond, iteration);
    }

    /// <inheritdoc/>
    public void Dispose() => writer?.Dispose();

    private void Lesion(string tag, double? loss)
    {
        if (loss is { } value)
        {
            writer!.Scalar(tag, (float)value, iteration);
        }
    }
}
