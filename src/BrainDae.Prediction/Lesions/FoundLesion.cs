using System.Collections.Immutable;
using BrainDae.Data.Cohorts;

namespace BrainDae.Prediction.Lesions;

/// <summary>One connected region of high anomaly score on the scan's own grid.</summary>
public sealed record FoundLesion
{
    /// <summary>Rank by size, 1 is the largest.</summary>
    public required int Number { get; init; }

    /// <summary>Number of voxels.</summary>
    public required int Voxels { get; init; }

    /// <summary>Volume in millilitres.</summary>
    public required double VolumeMl { get; init; }

    /// <summary>Mean position of its voxels: index along each axis of the scan, counted from 0.</summary>
    public required Point CentreVoxel { get; init; }

    /// <summary>The same in world millimetres, by the scan's affine.</summary>
    public required Point CentreMm { get; init; }

    /// <summary>Mean anomaly score of its voxels.</summary>
    public required double MeanScore { get; init; }

    /// <summary>Highest anomaly score of its voxels.</summary>
    public required double PeakScore { get; init; }

    /// <summary>Axial slice, counted from the feet, that shows most of it.</summary>
    public required int LargestSlice { get; init; }

    /// <summary>
    /// For each modality the mean absolute difference between its normalised intensity and the
    /// reconstruction within the lesion; empty for a score that needs no reconstruction.
    /// </summary>
    public ImmutableSortedDictionary<Modality, double> Residuals { get; init; } = ImmutableSortedDictionary.Create<Modality, double>(Modality.ByName);

    /// <summary>The modality with the largest of <see cref="Residuals"/>; null without them.</summary>
    public Modality? Disagrees => Residuals.IsEmpty ? null : Residuals.MaxBy(residual => residual.Value).Key;
}

/// <summary>A position.</summary>
/// <param name="X">Along the first axis, or to the patient's right in world millimetres.</param>
/// <param name="Y">Along the second axis, or to the front.</param>
/// <param name="Z">Along the third axis, or upwards.</param>
public readonly record struct Point(double X, double Y, double Z);
