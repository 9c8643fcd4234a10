using System.Collections.Immutable;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Prediction.Lesions;

/// <summary>The lesions of a patient. Immutable.</summary>
/// <param name="Mask">UInt8 on the scan's own grid: 1 in a lesion, else 0.</param>
/// <param name="Labels">For each voxel in the volume's order the number of its lesion, 0 outside.</param>
/// <param name="Lesions">The lesions, largest first; lesion n is at n - 1.</param>
public sealed record LesionMap(Volume Mask, ReadOnlyMemory<int> Labels, ImmutableArray<FoundLesion> Lesions)
{
    /// <summary>Volume of all lesions in millilitres.</summary>
    public double VolumeMl => Lesions.Sum(lesion => lesion.VolumeMl);
}
