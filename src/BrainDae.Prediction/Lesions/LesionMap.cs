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

    /// <summary>The same lesions of a volume in LPS order on the grid that the scan's file has.</summary>
    internal LesionMap ToStored(LpsOrder order) => order.IsIdentity ? this : new(
        order.ToStored(Mask),
        order.ToStored(Volume.Create(Mask.Geometry, Labels.Span)).Stored<int>().ToArray(),
        [.. Lesions.Select(lesion => lesion with { CentreVoxel = Stored(order, lesion.CentreVoxel) })]);

    private static Point Stored(LpsOrder order, Point point)
    {
        var (x, y, z) = order.ToStored(point.X, point.Y, point.Z);
        return new(x, y, z);
    }
}
