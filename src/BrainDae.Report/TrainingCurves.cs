using System.Collections.Immutable;
using BrainDae.Files;
using BrainDae.Method.TrainingLog;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>The course of a training run, from its log.jsonl.</summary>
internal static class TrainingCurves
{
    /// <summary>Losses and learning rate over the epochs; no chart where there is no log, as for an imported model.</summary>
    /// <param name="log">log.jsonl; need not exist.</param>
    /// <param name="bestEpoch">Epoch of the model, from 0.</param>
    /// <exception cref="BrainDaeException">The log cannot be read.</exception>
    public static ImmutableArray<LineChart> Of(string log, int bestEpoch)
    {
        var epochs = JsonLinesLog.Read(log);
        if (epochs.IsEmpty)
        {
            return File.Exists(log)
                ? throw BrainDaeException.Invalid($"{log}: is empty, although a model lies beside it. Restore it, or move it away: only the training curves need it.")
                : [];
        }

        var course = epochs[^1].Epochs > epochs.Length ? $"{epochs.Length} of {epochs[^1].Epochs} epochs (the run was not finished, or its log was cut)" : Counted(epochs.Length);

        var range = new PlotAxis("epoch", 0, Math.Max(1, epochs.Max(e => e.Epoch) + 1));
        var losses = epochs.SelectMany(e => new[] { e.TrainingLoss, e.ValidationLoss }).Where(loss => loss > 0 && double.IsFinite(loss)).DefaultIfEmpty(1).ToList();
        var rates = epochs.Select(e => e.LearningRate).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        return
        [
            new()
            {
                Title = "Loss",
                Description = $"Training and validation loss over {course}; the validation loss ends at {NumberText.Of(epochs[^1].ValidationLoss)}.",
                X = range,
                Y = new("loss (logarithmic)", 0.9 * losses.Min(), 1.1 * losses.Max()),
                LogarithmicY = true,
                Series = [Series("training", epochs, e => e.TrainingLoss), Series("validation", epochs, e => e.ValidationLoss)],
                Marks = bestEpoch >= 0 ? [new($"the model (epoch {bestEpoch + 1})", bestEpoch + 1)] : [],
            },
            new()
            {
                Title = "Learning rate",
                Description = $"Learning rate over {course}; the highest is {NumberText.Of(rates)}.",
                X = range,
                Y = new("learning rate", 0, rates > 0 ? 1.05 * rates : 1),
                Series = [Series("learning rate", epochs, e => e.LearningRate)],
            },
        ];
    }

    private static string Counted(int epochs) => epochs == 1 ? "1 epoch" : $"{epochs} epochs";

    private static PlotSeries Series(string name, ImmutableArray<LoggedEpoch> epochs, Func<LoggedEpoch, double> value) =>
        new(name, [.. epochs.Select(e => (e.Epoch + 1.0, value(e)))]);
}
