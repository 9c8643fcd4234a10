using BrainDae.Data.Cohorts;

namespace BrainDae.Method.Scores;

/// <summary>What a model gives scores to be computed from.</summary>
/// <param name="Modalities">What it sees.</param>
/// <param name="Calibrated">Whether it knows how far it is off on healthy tissue.</param>
/// <param name="LesionOutput">Whether its network says where lesions are, beside its reconstruction.</param>
public sealed record ScoreBasis(Modalities Modalities, bool Calibrated, bool LesionOutput);
