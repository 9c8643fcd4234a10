using BrainDae.Imaging.Statistics;

namespace BrainDae.Metrics.Intervals;

/// <summary>The middle 95% of a figure over resamples of the patients.</summary>
/// <param name="Low">2.5th percentile.</param>
/// <param name="High">97.5th percentile.</param>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    private const double Tail = 0.025;

    /// <summary>The interval of a figure; null where no resample has one.</summary>
    /// <param name="figures">One a resample, in any order; NaN where it has none.</param>
    public static ConfidenceInterval? Of(IEnumerable<double> figures)
    {
        double[] defined = [.. figures.Where(figure => !double.IsNaN(figure)).Order()];
        return defined.Length == 0 ? null : new(LinearQuantile.OfSorted(defined, Tail), LinearQuantile.OfSorted(defined, 1 - Tail));
    }
}
