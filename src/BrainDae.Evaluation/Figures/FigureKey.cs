using System.Collections.Immutable;

namespace BrainDae.Evaluation.Figures;

/// <summary>Which figure of a score, or of a patient under it: a metric, at a kind of threshold unless it needs none, on a grid.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Threshold">The kind of threshold; null for metrics over all thresholds.</param>
/// <param name="Grid">Where; null for the stored slices.</param>
internal readonly record struct FigureKey(Metric Metric, FigureThreshold? Threshold = null, FigureGrid? Grid = null)
{
    /// <summary>Every figure that there can be, in the order of tables.</summary>
    public static ImmutableArray<FigureKey> All { get; } =
    [
        .. MetricCatalog.All.Where(metric => !metric.IsAtThreshold).Select(metric => new FigureKey(metric)),
        .. from grid in FigureGrid.All
           from threshold in FigureThreshold.All
           where grid.HasIdeal || threshold.Kind is not null
           from metric in MetricCatalog.All
           where metric.IsAtThreshold
           select new FigureKey(metric, threshold, grid),
    ];

    /// <summary>At which threshold and where, for people: "val threshold, scan's own grid"; empty without a threshold.</summary>
    public string Place => Threshold is null ? ""
        : Grid is { Name.Length: > 0 } ? $"{Threshold.Name} threshold, {Grid.Name}"
        : $"{Threshold.Name} threshold";

    /// <summary>The name in files.</summary>
    public override string ToString() => $"{Grid?.Prefix}{(Threshold is null ? "" : Threshold.Key + "_")}{Metric.Key}";
}
