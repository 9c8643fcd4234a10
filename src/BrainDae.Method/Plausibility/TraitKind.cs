namespace BrainDae.Method.Plausibility;

/// <summary>What a trait says of a scan, in the order in which it is said: causes before what follows from them.</summary>
internal enum TraitKind
{
    /// <summary>Natural logarithm of a distance of neighboring pixels in millimetres.</summary>
    Spacing,

    /// <summary>Volume of the foreground, millilitres.</summary>
    Volume,

    /// <summary>Natural logarithm of the share of the foreground that is rim.</summary>
    RimShare,

    /// <summary>Share of the foreground at the border of the field of view.</summary>
    Border,

    /// <summary>Extent of the foreground along an axis, millimetres.</summary>
    Extent,

    /// <summary>The same in the highest slice.</summary>
    HighestArea,

    /// <summary>Area of the foreground in the lowest slice, square centimetres.</summary>
    LowestArea,

    /// <summary>Decimal logarithm of the highest intensity.</summary>
    Greatest,

    /// <summary>Share of the foreground of one intensity.</summary>
    Plateau,

    /// <summary>Roughness of the foreground.</summary>
    Roughness,

    /// <summary>Intensity of the rim over that within.</summary>
    Rim,

    /// <summary>An intensity below which a share of the foreground lies.</summary>
    Quantile,

    /// <summary>Correlation of two modalities.</summary>
    Correlation,

    /// <summary>Skewness of the difference or the sum of two modalities.</summary>
    Skewness,
}

/// <summary>What holds for all traits of a kind.</summary>
internal static class TraitKinds
{
    /// <summary>
    /// The least that patients are taken to differ by, one standard deviation: with few of them, or all of one scanner, what
    /// was measured says too little about the next.
    /// </summary>
    public static double LeastDeviation(this TraitKind kind) => kind switch
    {
        TraitKind.Volume => 100,
        TraitKind.Extent => 6,
        TraitKind.Border => 0.0005,
        TraitKind.LowestArea => 10,
        TraitKind.HighestArea => 1.5,
        TraitKind.Spacing => 0.07,
        TraitKind.Quantile => 0.05,
        TraitKind.Greatest => 0.15,
        TraitKind.Plateau => 0.005,
        TraitKind.Rim => 0.07,
        TraitKind.RimShare => 0.05,
        TraitKind.Roughness => 0.05,
        TraitKind.Correlation => 0.1,
        _ => 0.4,
    };
}
