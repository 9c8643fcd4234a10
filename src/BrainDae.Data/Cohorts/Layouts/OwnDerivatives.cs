namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>
/// What our own masks and scores are called in a derivative dataset of BIDS, after desc-: whoever writes them and whoever
/// looks for reference segmentations must agree, or results would be taken for truth.
/// </summary>
public static class OwnDerivatives
{
    /// <summary>Of scans that look like what the model knows.</summary>
    public const string Plausible = "braindae";

    /// <summary>Of scans that do not.</summary>
    public const string Implausible = "implausible";

    /// <summary>Whether a description is one of ours.</summary>
    internal static bool Contains(string? description) => description is Plausible or Implausible;
}
