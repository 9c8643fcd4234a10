using System.Collections.Immutable;

namespace BrainDae.Evaluation.Figures;

/// <summary>A grid on which detections are compared with the reference segmentation.</summary>
/// <param name="Prefix">Begins the names of its figures in files.</param>
/// <param name="Name">For people; empty for the grid that is meant where none is named.</param>
/// <param name="HasIdeal">Whether there are figures at the ideal threshold.</param>
/// <param name="Definition">How detections and segmentation come to lie on it.</param>
internal sealed record FigureGrid(string Prefix, string Name, bool HasIdeal, string Definition)
{
    /// <summary>The slices as they are stored.</summary>
    public static FigureGrid Slices { get; } = new(
        "",
        "",
        HasIdeal: true,
        "every kept slice of every patient, healthy ones included; segmentation resized with the slice and thresholded at 0.5");

    /// <summary>The scan as it was before preprocessing.</summary>
    public static FigureGrid Native { get; } = new(
        "native_",
        "scan's own grid",
        HasIdeal: false,
        "scores resampled to the scan's own grid as predict does (bilinear within a slice, 0 in slices that were not kept), lesion "
        + "where the single-precision score is above the threshold, components below the minimum volume of a lesion or below the "
        + "score's minimum peak removed, compared with the segmentation file; lesion voxels in slices that were not kept count as "
        + "missed; only for scores that need the network");

    /// <summary>All grids.</summary>
    public static ImmutableArray<FigureGrid> All { get; } = [Slices, Native];
}
