namespace BrainDae.Imaging.Components;

/// <summary>
/// Which 26-connected components of the voxels above a threshold are too small or too weak to be a detection, whatever
/// the grid. The default keeps all.
/// </summary>
/// <param name="MinimumVolume">Components of less than so many mm³ go, 0 or more.</param>
/// <param name="MinimumPeak">Components whose highest score is below so many thresholds go, 0 or more; 0 for none.</param>
/// <param name="MaximumVoxels">Components of at most so many voxels go, 0 or more: the published rule, whose volume depends on the grid.</param>
public readonly record struct ComponentRule(double MinimumVolume, double MinimumPeak, int MaximumVoxels = 0)
{
    /// <summary>
    /// Volume in mm³ below which a lesion is no lesion and a detection no finding, wherever nobody says otherwise. BraTS
    /// 2023 leaves out lesions of its adult gliomas up to this volume.
    /// </summary>
    public const double UsualMinimumVolume = 50;

    // Affines in single precision give a cubic millimetre some 1e-7 too much or too little.
    private const double Rounding = 1e-5;

    /// <summary>Least number of voxels that have a volume together.</summary>
    /// <param name="volume">In mm³, 0 or more.</param>
    /// <param name="voxelVolume">In mm³, above 0.</param>
    public static int VoxelsOf(double volume, double voxelVolume) =>
        (int)Math.Min(int.MaxValue, Math.Ceiling(volume / voxelVolume * (1 - Rounding)));

    /// <summary>The rule on a grid.</summary>
    /// <param name="voxelVolume">In mm³, above 0.</param>
    public ComponentFilter On(double voxelVolume) =>
        new(Math.Max(MaximumVoxels, Math.Max(0, VoxelsOf(MinimumVolume, voxelVolume) - 1)), MinimumPeak);

    /// <summary>What goes, in words, such as "components below 50 mm³ or a peak of 1.5 thresholds".</summary>
    public override string ToString()
    {
        var size = MaximumVoxels > 0 ? $"of at most {MaximumVoxels} voxels" : FormattableString.Invariant($"below {MinimumVolume} mm³");
        return FormattableString.Invariant($"components {size}{(MinimumPeak > 0 ? $" or with a peak below {MinimumPeak} thresholds" : "")}");
    }
}
