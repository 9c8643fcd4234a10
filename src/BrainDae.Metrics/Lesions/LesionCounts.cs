namespace BrainDae.Metrics.Lesions;

/// <summary>How many lesions were found, of one scan or of several. A ratio whose denominator is 0 is undefined and NaN.</summary>
/// <param name="Lesions">Lesions in the truth.</param>
/// <param name="Found">Those of them that a detection reaches.</param>
/// <param name="FalsePositives">Detected components that reach into no lesion.</param>
public readonly record struct LesionCounts(int Lesions, int Found, int FalsePositives)
{
    /// <summary>Share of lesions found; NaN without a lesion.</summary>
    public double Recall => (double)Found / Lesions;

    /// <summary>Found / (found + false positives): several detections of one lesion count once; NaN without either.</summary>
    public double Precision => (double)Found / (Found + FalsePositives);

    /// <summary>2 found / (lesions + found + false positives), the harmonic mean of both; NaN with neither a lesion nor a false positive.</summary>
    public double F1 => 2.0 * Found / (Lesions + Found + FalsePositives);
}
