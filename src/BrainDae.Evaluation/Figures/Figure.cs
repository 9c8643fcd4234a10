using BrainDae.Metrics.Intervals;

namespace BrainDae.Evaluation.Figures;

/// <summary>A metric over several patients.</summary>
/// <param name="Value">The value.</param>
/// <param name="Interval">Its 95% interval over patients; null where there is none.</param>
/// <param name="Count">Number of patients for whom the metric is defined.</param>
public readonly record struct Figure(double Value, ConfidenceInterval? Interval, int Count)
{
    /// <summary>A figure; null where its value is not defined.</summary>
    internal static Figure? Of(double? value, ConfidenceInterval? interval, int count) =>
        OptionalStatistic.Defined(value) is { } defined ? new(defined, interval, count) : null;
}

/// <summary>
/// What was measured, by the name of its key: grid, kind of threshold and metric, such as "validation_dice" or
/// "native_healthy_hd95_mm". What is not defined or was not measured is left out. Keeps the order in which it was filled.
/// </summary>
/// <typeparam name="T">What is known under each key.</typeparam>
public sealed class FigureTable<T> : OrderedDictionary<string, T>
    where T : struct
{
    /// <summary>What is known under a key; null where nothing is.</summary>
    internal T? Find(FigureKey key) => TryGetValue(key.ToString(), out var value) ? value : null;

    /// <summary>Adds what is defined.</summary>
    internal void Add(FigureKey key, T? value)
    {
        if (value is { } defined)
        {
            Add(key.ToString(), defined);
        }
    }
}
