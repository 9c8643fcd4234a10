namespace BrainDae.Imaging.Metrics;

/// <summary>The middle 95% of a figure over resamples of the patients.</summary>
/// <param name="Low">2.5th percentile.</param>
/// <param name="High">97.5th percentile.</param>
public readonly record struct ConfidenceInterval(double Low, double High);
