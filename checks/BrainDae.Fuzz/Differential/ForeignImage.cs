namespace BrainDae.Fuzz.Differential;

/// <summary>What nibabel reads in a file, or why it does not.</summary>
/// <param name="Refusal">Null where it reads it; the rest is empty otherwise.</param>
/// <param name="Shape">Axes, fastest first.</param>
/// <param name="Affine">4x4, row by row, in the unit of the file.</param>
/// <param name="Values">Scaled, fastest axis first.</param>
public sealed record NibabelImage(string? Refusal, long[] Shape, double[] Affine, double[] Values);
