namespace BrainDae.Data.Cohorts;

/// <summary>What becomes of patients without a segmentation where others have one.</summary>
public enum UnlabelledRule
{
    /// <summary>All their slices count as healthy.</summary>
    Healthy,

    /// <summary>They are left out.</summary>
    Skip,
}
