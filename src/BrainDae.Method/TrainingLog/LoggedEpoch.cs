namespace BrainDae.Method.TrainingLog;

/// <summary>One line of log.jsonl: what the same command gives again, so without times and speeds.</summary>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="Epochs">Epochs of the whole run; 0 in logs of versions that did not say.</param>
/// <param name="TrainingLoss">Mean over the epoch's batches.</param>
/// <param name="ValidationLoss">Mean over the validation batches, weighted by their pixels.</param>
/// <param name="LearningRate">Rate during the epoch.</param>
/// <param name="Best">Whether this was the lowest validation loss so far.</param>
public sealed record LoggedEpoch(int Epoch, int Epochs, double TrainingLoss, double ValidationLoss, double LearningRate, bool Best);
