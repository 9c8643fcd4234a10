namespace BrainDae.Benchmarks.Table;

/// <summary>Median and range of some measurements.</summary>
internal readonly record struct Spread(double Median, double Least, double Greatest)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new(median, sorted[0], sorted[^1]);
    }

    public Spread Times(double factor) => new(Median * factor, Least * factor, Greatest * factor);
}
