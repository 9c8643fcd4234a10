using BrainDae.Imaging.Components;

namespace BrainDae.Metrics.Lesions;

/// <summary>
/// When a lesion counts as found. As in the lesion-wise metrics of the BraTS 2023 challenge, with lengths in
/// millimetres instead of voxels, so that a rule means the same on every grid.
/// </summary>
public sealed record LesionRule
{
    /// <summary>
    /// Volume in mm³, 0 or more, below which a lesion is not asked for and a detection is no finding (neither a hit
    /// nor a false positive); default <see cref="ComponentRule.UsualMinimumVolume"/>.
    /// </summary>
    public double MinimumVolume { get; init; } = ComponentRule.UsualMinimumVolume;

    /// <summary>
    /// Millimetres, 0 or more, by which the truth is dilated (Euclidean, between voxel centres). Parts of the truth
    /// that touch once dilated are one lesion, and a detection within the dilated lesion finds it. BraTS 2023 dilates
    /// three times by a voxel of 1 mm.
    /// </summary>
    public double Reach { get; init; } = 3;

    /// <summary>The rule in one line, for reports.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"26-connected components; truth dilated by {Reach} mm: parts that then touch are one lesion, found if a detected component reaches into it; lesions and detections below {MinimumVolume} mm³ are left out, and so are detections that reach into such lesions alone");
}
