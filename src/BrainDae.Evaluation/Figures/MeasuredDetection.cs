using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Volumes;

namespace BrainDae.Evaluation.Figures;

/// <summary>One patient's detection at one threshold on one grid, compared with the reference segmentation.</summary>
/// <param name="Unfiltered">
/// Counts before components are removed: of half-precision scores as in the published evaluation, on the scan's own grid
/// of single-precision ones.
/// </param>
/// <param name="Volume">Everything after components are removed, if they are; null where it was not measured.</param>
/// <param name="Filtered">Whether components were removed before measuring.</param>
internal sealed record MeasuredDetection(ConfusionCounts Unfiltered, VolumeMetrics? Volume, bool Filtered)
{
    /// <summary>Counts after components are removed, if they are.</summary>
    public ConfusionCounts Voxels => Filtered ? Volume!.Value.Voxels : Unfiltered;
}

/// <summary>A threshold at which all patients are measured on one grid.</summary>
/// <param name="Threshold">How it was found.</param>
/// <param name="Grid">The grid.</param>
/// <param name="Value">Lesion where the score is above it.</param>
internal sealed record MeasuredThreshold(FigureThreshold Threshold, FigureGrid Grid, double Value);
