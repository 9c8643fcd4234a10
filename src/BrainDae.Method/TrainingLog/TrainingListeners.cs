namespace BrainDae.Method.TrainingLog;

/// <summary>Several followers as one, told in their order.</summary>
/// <param name="listeners">The followers.</param>
public sealed class TrainingListeners(params IReadOnlyList<ITrainingListener> listeners) : ITrainingListener
{
    /// <inheritdoc/>
    public void Started(TrainingPlan plan) => Each(listener => listener.Started(plan));

    /// <inheritdoc/>
    public void IterationDone(IterationReport report) => Each(listener => listener.IterationDone(report));

    /// <inheritdoc/>
    public void EpochDone(EpochReport report) => Each(listener => listener.EpochDone(report));

    /// <inheritdoc/>
    public void Calibrating(int patients) => Each(listener => listener.Calibrating(patients));

    private void Each(Action<ITrainingListener> tell)
    {
        foreach (var listener in listeners)
        {
            tell(listener);
        }
    }
}
