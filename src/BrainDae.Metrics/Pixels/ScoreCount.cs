namespace BrainDae.Metrics.Pixels;

/// <summary>How many pixels have one score.</summary>
/// <param name="Score">The score in half precision.</param>
/// <param name="Lesion">Number of lesion pixels with this score.</param>
/// <param name="Healthy">Number of healthy pixels with this score.</param>
public readonly record struct ScoreCount(Half Score, long Lesion, long Healthy);
