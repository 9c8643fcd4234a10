using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Slices;

/// <summary>
/// One patient after preprocessing: what the preprocessor hands to the slice store, and what a scorer needs to put a
/// result back on the scan's own grid. Immutable.
/// </summary>
public sealed record PatientSlices
{
    /// <summary>Name of the patient, unique in its cohort.</summary>
    public required string Name { get; init; }

    /// <summary>Who was scanned; the same for all sessions of a person. Default <see cref="Name"/>.</summary>
    public string Subject { get => field ?? Name; init; }

    /// <summary>What the slices show, in the order of the channels. Default <see cref="Cohorts.Modalities.Brats"/>.</summary>
    public Modalities Modalities { get; init; } = Modalities.Brats;

    /// <summary>Edge of a slice in pixels (128 in the published method).</summary>
    public required int Size { get; init; }

    /// <summary>Kept slices, as indices along the third axis of <see cref="Geometry"/> (0 is nearest to the feet); rising, and without gaps unless they were imported.</summary>
    public required ImmutableArray<int> SliceIndices { get; init; }

    /// <summary>
    /// Normalised intensities, shape [slice, modality, x, y] in C order (y fastest); 1 is the 0.99 quantile of the modality's voxels above 0.
    /// </summary>
    public required ReadOnlyMemory<float> Images { get; init; }

    /// <summary>Lesion label 0 or 1, shape [slice, x, y] in C order; empty where the patient has no label.</summary>
    public required ReadOnlyMemory<byte> Lesion { get; init; }

    /// <summary>Lesion voxels of each kept slice on the scan's own grid, before resizing; empty without a label.</summary>
    public required ImmutableArray<int> NativeLesionVoxels { get; init; }

    /// <summary>Each modality's divisor: the 0.99 quantile (linear interpolation) of its scaled values above 0.</summary>
    public required ImmutableArray<double> IntensityScale { get; init; }

    /// <summary>The scan's own grid, as its file stores it.</summary>
    /// <exception cref="ArgumentException">It has fewer than three axes, or they span no volume.</exception>
    public required VolumeGeometry NativeGeometry
    {
        get;
        init => (field, Order) = (value, LpsOrder.Of(value));
    }

    /// <summary>How the scan's axes were exchanged and reversed to LPS, and how they are put back.</summary>
    public LpsOrder Order { get; private init; } = null!;

    /// <summary>The scan's grid in LPS order: slices are axial, x runs to the patient's left and y to the back.</summary>
    public VolumeGeometry Geometry => Order.Geometry;

    /// <summary>What makes the scans doubtful, one line each; empty if nothing does, and for slices that were stored.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>
    /// The files that the slices were made from, sorted by ordinal name; empty where nobody recorded them.
    /// </summary>
    public ImmutableArray<InputHash> Inputs { get; init; } = [];

    /// <summary>Number of kept slices.</summary>
    public int Count => SliceIndices.Length;

    /// <summary>Whether the patient has a lesion label.</summary>
    public bool HasLabel => !Lesion.IsEmpty;
}
