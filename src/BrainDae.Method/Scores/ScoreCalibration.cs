namespace BrainDae.Method.Scores;

/// <summary>What scores are computed with beside a patient's images and the network; measured when a model is calibrated.</summary>
/// <param name="Healthy">How far the model is off on healthy tissue.</param>
/// <param name="ResidualUnit">The <see cref="SignedResidualScore"/> that outlines synthetic lesions best, above 0; null where it was not found.</param>
/// <param name="Smoothing">How much scores are smoothed, millimetres: the standard deviation of the first Gaussian, 0 or more.</param>
public sealed record ScoreCalibration(HealthyResiduals Healthy, double? ResidualUnit, double Smoothing = ScoreCalibration.UsualSmoothing)
{
    /// <summary>Whether a patient's inhomogeneity is corrected before its scores are computed, see <see cref="BiasFields.BiasFieldFit"/>. Default false.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Where nothing else was found or measured.</summary>
    public const double UsualSmoothing = 2;

    /// <summary>The most, millimetres.</summary>
    public const double MaximumSmoothing = 100;

    /// <summary>Whether scores can be smoothed so much.</summary>
    internal static bool CanSmooth(double millimetres) => millimetres is >= 0 and <= MaximumSmoothing;
}
