using BrainDae.Imaging.Statistics;

namespace BrainDae.Benchmarks.Table;

/// <summary>Median and range of some measurements.</summary>
internal readonly record struct Spread(double Median, double Least, double Greatest)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(LinearQuantile.OfSorted(sorted, 0.5), sorted[0], sorted[^1]);
    }

    public Spread Times(double factor) => new(Median * factor, Least * factor, Greatest * factor);
}
