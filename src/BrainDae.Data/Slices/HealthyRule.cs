namespace BrainDae.Data.Slices;

/// <summary>When a slice counts as healthy.</summary>
public enum HealthyRule
{
    /// <summary>
    /// No lesion pixel after resizing, as in the published method: a lesion that is too small to survive resizing
    /// counts as healthy.
    /// </summary>
    Resized,

    /// <summary>No lesion voxel on the scan's own grid.</summary>
    Native,
}
