using BrainDae.Data.Cohorts;

namespace BrainDae.Method.Scores;

/// <summary>What a model gives scores to be computed from.</summary>
/// <param name="Modalities">What it sees.</param>
/// <param name="Calibration">What was measured of it; null where it was not.</param>
/// <param name="LesionOutput">Whether its network says where lesions are, beside its reconstruction.</param>
public sealed record ScoreBasis(Modalities Modalities, ScoreCalibration? Calibration, bool LesionOutput);
