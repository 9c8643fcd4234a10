using BrainDae.Imaging.Statistics;

namespace BrainDae.Evaluation.Figures;

/// <summary>Figures that may be undefined: null in a report, never a number that an average would swallow.</summary>
internal static class OptionalStatistic
{
    /// <summary>The number, or null where it is none.</summary>
    public static double? Defined(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    /// <summary>Mean of those that are defined; null where none is.</summary>
    public static double? Mean(IEnumerable<double?> values) => values.Average();

    /// <summary>Median of those that are defined, of two middle ones their mean; null where none is.</summary>
    public static double? Median(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return sorted.Length == 0 ? null : LinearQuantile.OfSorted(sorted, 0.5);
    }

    /// <summary>Standard deviation of a sample (divided by n - 1) of those that are defined; null with fewer than two.</summary>
    public static double? StandardDeviation(IEnumerable<double?> values)
    {
        double[] defined = [.. values.OfType<double>()];
        if (defined.Length < 2)
        {
            return null;
        }

        var mean = defined.Average();
        return Math.Sqrt(defined.Sum(value => (value - mean) * (value - mean)) / (defined.Length - 1));
    }
}
