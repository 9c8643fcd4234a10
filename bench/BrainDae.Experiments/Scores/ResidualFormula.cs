using System.Collections.Immutable;

namespace BrainDae.Experiments.Scores;

/// <summary>What residuals are divided by, beside the healthy deviation of their modality.</summary>
internal enum ErrorDivision
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>How much more or less the network is off on healthy tissue of this intensity.</summary>
    Intensity,

    /// <summary>How much more or less it is off at this depth below the rim of the brain.</summary>
    Depth,
}

/// <summary>The signed residual score with every part open to change; the defaults are those of the product.</summary>
internal sealed record ResidualFormula
{
    /// <summary>Weight of image - reconstruction in healthy deviations, for flair, t1, t1ce, t2.</summary>
    public ImmutableArray<double> Weights { get; init; } = [1, -0.5, 0, 0.5];

    /// <summary>Weight of |t1ce residual|, in healthy deviations: enhancement and necrosis alike.</summary>
    public double AbsoluteT1ce { get; init; }

    /// <summary>Weights by the inverse covariance of the healthy residuals in the place of <see cref="Weights"/>' sizes.</summary>
    public bool InverseCovariance { get; init; }

    /// <summary>Weight of image - its median in the brain, in healthy deviations, for flair, t1, t1ce, t2.</summary>
    public ImmutableArray<double> MedianWeights { get; init; } = [1, 0, 0, 0];

    /// <summary>Whether the sum is cut off below 0 before it is smoothed.</summary>
    public bool Positive { get; init; } = true;

    /// <summary>Width of the Gaussian within a slice, mm.</summary>
    public double SmoothingInPlane { get; init; } = 3;

    /// <summary>Its width across slices, mm.</summary>
    public double SmoothingAcross { get; init; } = 3;

    /// <summary>Whether a median of 3 slices, 5x5 pixels comes before the Gaussian.</summary>
    public bool Median { get; init; }

    /// <summary>Whether the rim of the brain is left out, as the published score does.</summary>
    public bool Eroded { get; init; }

    /// <summary>What the residuals are divided by.</summary>
    public ErrorDivision Division { get; init; }
}
