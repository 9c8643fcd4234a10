namespace BrainDae.Method.Plausibility;

/// <summary>
/// How two modalities go together in the foreground, each brought to mean 0 and variance 1: which of two scans is which
/// shows in where they differ, not in how each looks alone.
/// </summary>
/// <param name="Correlation">-1 to 1.</param>
/// <param name="DifferenceSkewness">Skewness of second - first: above 0 where few pixels are far brighter in the second.</param>
/// <param name="SumSkewness">Skewness of their sum.</param>
internal readonly record struct PairTraits(double Correlation, double DifferenceSkewness, double SumSkewness)
{
    /// <summary>The same with the second first.</summary>
    public PairTraits Exchanged => this with { DifferenceSkewness = -DifferenceSkewness };

    /// <summary>The same with the first one inverted.</summary>
    public PairTraits FirstInverted => new(-Correlation, SumSkewness, DifferenceSkewness);

    /// <summary>The same with the second one inverted.</summary>
    public PairTraits SecondInverted => new(-Correlation, -SumSkewness, -DifferenceSkewness);
}
