using System.Text.Json.Serialization;

namespace BrainDae.Method.TrainingLog;

/// <summary>One line of log.jsonl: what the same command gives again, so without times and speeds.</summary>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="Epochs">Epochs of the whole run; 0 in logs of versions that did not say.</param>
/// <param name="TrainingLoss">Mean over the epoch's batches.</param>
/// <param name="ValidationLoss">Mean over the validation batches, weighted by their pixels.</param>
/// <param name="LearningRate">Rate during the epoch.</param>
/// <param name="Best">Whether this was the lowest validation loss so far.</param>
public sealed record LoggedEpoch(int Epoch, int Epochs, double TrainingLoss, double ValidationLoss, double LearningRate, bool Best)
{
    /// <summary>Loss of finding lesions in training, before its weight; null for a network that does not look for any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TrainingLesionLoss { get; init; }

    /// <summary>The same in validation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationLesionLoss { get; init; }
}
