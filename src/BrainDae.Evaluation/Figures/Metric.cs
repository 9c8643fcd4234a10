using System.Collections.Immutable;
using BrainDae.Metrics.Intervals;

namespace BrainDae.Evaluation.Figures;

/// <summary>Which values of a metric are better.</summary>
internal enum MetricDirection
{
    /// <summary>Higher ones.</summary>
    Higher,

    /// <summary>Lower ones.</summary>
    Lower,

    /// <summary>Neither.</summary>
    Neither,
}

/// <summary>How a metric of several patients follows from theirs.</summary>
internal enum MetricPooling
{
    /// <summary>Sum of their numerators over sum of their denominators; within a volume group the mean of those that are defined.</summary>
    VoxelRatio,

    /// <summary>Sum of their numerators over sum of their denominators.</summary>
    LesionRatio,

    /// <summary>Sum of their numerators.</summary>
    Sum,

    /// <summary>Mean of those that are defined.</summary>
    Mean,

    /// <summary>Median of those that are defined.</summary>
    Median,
}

/// <summary>What every view needs to know of a metric. A patient's value is a ratio, not defined where its denominator is 0.</summary>
/// <param name="Key">In the names of figures.</param>
/// <param name="Name">For people.</param>
/// <param name="Definition">What it is, and when it is not defined.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Pooling">How patients are put together.</param>
/// <param name="Terms">Of a patient: numerator and denominator, null where it was not measured. Null for what is computed elsewhere.</param>
internal sealed record Metric(
    string Key,
    string Name,
    string Definition,
    string Source,
    MetricPooling Pooling = MetricPooling.VoxelRatio,
    Func<MeasuredDetection, (double Numerator, double Denominator)?>? Terms = null)
{
    /// <summary>Unit of its values; empty for ratios and counts.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Which values are better.</summary>
    public MetricDirection Direction { get; init; } = MetricDirection.Higher;

    /// <summary>Digits after the point in tables.</summary>
    public int Decimals { get; init; } = 3;

    /// <summary>Whether single patients have it.</summary>
    public bool OfPatients { get; init; } = true;

    /// <summary>Whether it is measured at a threshold.</summary>
    public bool IsAtThreshold { get; init; } = true;

    /// <summary>A patient's value; null where it is not defined.</summary>
    public double? Of(MeasuredDetection patient) =>
        Terms?.Invoke(patient) is var (numerator, denominator) ? OptionalStatistic.Defined(numerator / denominator) : null;

    /// <summary>The value over all patients with its interval; null where it is defined for none of them.</summary>
    /// <param name="patients">All patients of the bootstrap, in its order.</param>
    /// <param name="bootstrap">For the interval.</param>
    public Figure? Over(ImmutableArray<MeasuredDetection> patients, PatientBootstrap bootstrap) => Over(patients, bootstrap, Pooling);

    /// <summary>The value over a group of patients; null where it is defined for none of them.</summary>
    public Figure? InGroup(ImmutableArray<MeasuredDetection> patients) =>
        Over(patients, null, Pooling == MetricPooling.VoxelRatio ? MetricPooling.Mean : Pooling);

    private Figure? Over(ImmutableArray<MeasuredDetection> patients, PatientBootstrap? bootstrap, MetricPooling pooling)
    {
        ImmutableArray<double?> values = [.. patients.Select(Of)];
        var count = values.Count(value => value is not null);
        switch (pooling)
        {
            case MetricPooling.Mean:
                return Figure.Of(OptionalStatistic.Mean(values), bootstrap?.OfMean(values), count);
            case MetricPooling.Median:
                return Figure.Of(OptionalStatistic.Median(values), null, count);
            default:
                ImmutableArray<double> numerators = [.. patients.Select(patient => Terms?.Invoke(patient)?.Numerator ?? 0)];
                ImmutableArray<double> denominators = [.. patients.Select(patient => Terms?.Invoke(patient)?.Denominator ?? 0)];
                return pooling == MetricPooling.Sum
                    ? Figure.Of(count > 0 ? numerators.Sum() : null, null, count)
                    : Figure.Of(numerators.Sum() / denominators.Sum(), bootstrap?.OfRatio(numerators, denominators), count);
        }
    }
}
