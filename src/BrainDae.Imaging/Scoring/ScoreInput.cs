namespace BrainDae.Imaging.Scoring;

/// <summary>What a patient is scored from.</summary>
/// <param name="Images">Normalised intensities, [slice, modality, x, y] in C order.</param>
/// <param name="Reconstruction">The network's output for them, same shape; empty for a score that needs none.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="Size">Edge of a slice in pixels.</param>
public readonly record struct ScoreInput(ReadOnlyMemory<float> Images, ReadOnlyMemory<float> Reconstruction, int Slices, int Size);
