namespace BrainDae.Method.Scores;

/// <summary>What scores are computed with beside a patient's images and the network; measured when a model is calibrated.</summary>
/// <param name="Healthy">How far the model is off on healthy tissue.</param>
/// <param name="ResidualUnit">The <see cref="SignedResidualScore"/> that outlines synthetic lesions best, above 0; null where it was not found.</param>
public sealed record ScoreCalibration(HealthyResiduals Healthy, double? ResidualUnit);
