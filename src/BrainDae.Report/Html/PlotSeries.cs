using System.Collections.Immutable;

namespace BrainDae.Report.Html;

/// <summary>One curve of a plot. Points that are not finite interrupt it.</summary>
/// <param name="Name">Text in the legend, printable ASCII.</param>
/// <param name="Points">Points in drawing order.</param>
internal sealed record PlotSeries(string Name, ImmutableArray<(double X, double Y)> Points);
