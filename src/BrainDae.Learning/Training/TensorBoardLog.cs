using BrainDae.Imaging.TrainingLog;

namespace BrainDae.Learning.Training;

/// <summary>Follows a run as TensorBoard scalars over iterations.</summary>
/// <param name="folder">Where the event file is created.</param>
public sealed class TensorBoardLog(string folder) : ITrainingListener, IDisposable
{
    private readonly TensorBoardWriter writer = new(folder, TimeProvider.System);
    private long iteration;

    /// <inheritdoc/>
    public void Started(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        iteration = (long)plan.FirstEpoch * plan.IterationsPerEpoch;
        if (iteration > 0)
        {
            writer.Resume(iteration);
        }
    }

    /// <inheritdoc/>
    public void IterationDone(IterationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        iteration = report.Iteration;
        writer.Scalar("loss/iteration", (float)report.Loss, iteration);
        writer.Scalar("gradient_norm", (float)report.GradientNorm, iteration);
    }

    /// <inheritdoc/>
    public void EpochDone(EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        writer.Scalar("loss/train", (float)report.TrainingLoss, iteration);
        writer.Scalar("loss/validation", (float)report.ValidationLoss, iteration);
        writer.Scalar("learning_rate", (float)report.LearningRate, iteration);
        writer.Scalar("iterations_per_second", (float)report.IterationsPerSecond, iteration);
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
