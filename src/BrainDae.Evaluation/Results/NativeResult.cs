namespace BrainDae.Evaluation.Results;

/// <summary>A score's figures on the scans' own grids: "pixels" are the scans' voxels.</summary>
/// <param name="Validation">At the threshold fixed on the validation split; null without lesions there.</param>
/// <param name="Healthy">At the threshold calibrated on the healthy slices of the validation split; null without any.</param>
public sealed record NativeResult(ThresholdResult? Validation, ThresholdResult? Healthy)
{
    /// <summary>At the threshold found on synthetic lesions; null without any.</summary>
    public ThresholdResult? Synthetic { get; init; }

    /// <summary>How the figures on the scans' own grids are defined.</summary>
    internal const string Definition = "scores taken back to the scan's own grid as predict does (bilinear within a slice, 0 in slices that were not kept), lesion where the single-precision score is above the threshold, components of at most maximum_component_size of the scan's voxels removed, compared with the segmentation file; label voxels in slices that were not kept count as missed; scores that need the network only, no average precision and no ideal threshold";
}

/// <summary>A patient's detection on the scan's own grid.</summary>
/// <param name="Validation">At the threshold fixed on the validation split.</param>
/// <param name="Healthy">At the threshold calibrated on healthy slices.</param>
public sealed record NativeDetection(PatientDetection? Validation, PatientDetection? Healthy)
{
    /// <summary>At the threshold found on synthetic lesions.</summary>
    public PatientDetection? Synthetic { get; init; }
}
