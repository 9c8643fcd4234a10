using System.Collections.Immutable;

namespace BrainDae.Report.Html;

/// <summary>Curves over one pair of axes, drawn as SVG in the colours of the page's theme.</summary>
internal sealed record LineChart
{
    /// <summary>Heading of the chart.</summary>
    public required string Title { get; init; }

    /// <summary>What the chart shows, for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required PlotAxis Y { get; init; }

    /// <summary>Whether the vertical axis is logarithmic; then its range must be above 0.</summary>
    public bool LogarithmicY { get; init; }

    /// <summary>The curves; colours and dashes repeat after six.</summary>
    public required ImmutableArray<PlotSeries> Series { get; init; }

    /// <summary>Places on the horizontal axis that mean something.</summary>
    public ImmutableArray<ChartMark> Marks { get; init; } = [];
}

/// <summary>A vertical line.</summary>
/// <param name="Name">Text in the legend.</param>
/// <param name="X">Where it stands.</param>
internal sealed record ChartMark(string Name, double X);
