using System.Collections.Immutable;
using System.Globalization;

namespace BrainDae.Report.Html;

/// <summary>One axis of a plot: its title and the range of values it shows. Immutable.</summary>
internal sealed record PlotAxis
{
    private const int WantedTicks = 6;

    /// <summary>An axis from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <exception cref="ArgumentException">The range is empty or not finite.</exception>
    public PlotAxis(string title, double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || !(low < high))
        {
            throw new ArgumentException($"Axis '{title}' cannot run from {low} to {high}.");
        }

        (Title, Low, High) = (title, low, high);
    }

    /// <summary>What the axis shows, with its unit.</summary>
    public string Title { get; }

    /// <summary>Value at the left or bottom end.</summary>
    public double Low { get; }

    /// <summary>Value at the right or top end.</summary>
    public double High { get; }

    /// <summary>Round values within the range, 1, 2 or 5 times a power of ten apart; 3 to 11 of them.</summary>
    public ImmutableArray<double> Ticks
    {
        get
        {
            var step = Step;
            var first = Math.Ceiling(Low / step - 1e-9);
            var last = Math.Floor(High / step + 1e-9);
            return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        }
    }

    private double Step
    {
        get
        {
            var rough = (High - Low) / WantedTicks;
            var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
            return power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        }
    }

    /// <summary>The text at a tick, with no more decimals than the distance of ticks needs.</summary>
    public string Label(double tick)
    {
        var largest = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (largest >= 1e6 || largest < 1e-3)
        {
            return (Math.Abs(tick) < Step / 2 ? 0 : tick).ToString("0.##e0", CultureInfo.InvariantCulture);
        }

        var decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9));
        return Math.Round(Math.Abs(tick) < Step / 2 ? 0 : tick, decimals).ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>Where a value lies: 0 at the low end, 1 at the high end.</summary>
    public double Position(double value) => (value - Low) / (High - Low);
}
