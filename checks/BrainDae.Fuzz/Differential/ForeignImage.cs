namespace BrainDae.Fuzz.Differential;

/// <summary>What another program reads in a file, or why it does not.</summary>
/// <param name="Refusal">Null where it reads it; the rest is empty otherwise.</param>
/// <param name="Shape">Axes, fastest first.</param>
/// <param name="Affine">4x4, row by row, in the unit of the file; empty where the program has no place for the file.</param>
/// <param name="Values">Scaled, fastest axis first.</param>
public sealed record ForeignImage(string? Refusal, long[] Shape, double[] Affine, double[] Values)
{
    /// <summary>By how much numbers of the affine are rounded; 0 where they are not.</summary>
    public double Resolution { get; init; }

    /// <summary>A file that is not read.</summary>
    public static ForeignImage Refused(string reason) => new(reason, [], [], []);
}
