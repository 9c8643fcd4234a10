using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Phantom;

/// <summary>A synthetic patient: four co-registered, skull-stripped scans and the tumour's label on one grid. Immutable.</summary>
public sealed record PhantomPatient
{
    /// <summary>Name in the BraTS2021 manner, BraTS2021_00000 for index 0.</summary>
    public required string Name { get; init; }

    /// <summary>Int16 scans in the order of <see cref="Modalities.Brats"/>; 0 outside the brain, above 0 within it in all of them.</summary>
    public required ImmutableArray<Volume> Scans { get; init; }

    /// <summary>UInt8 labels of BraTS: 0 healthy, 1 necrotic core, 2 oedema, 4 enhancing rim.</summary>
    public required Volume Segmentation { get; init; }

    /// <summary>The scan of a modality.</summary>
    public Volume this[Modality modality] => Scans[Modalities.Brats.ChannelOf(modality)];
}
