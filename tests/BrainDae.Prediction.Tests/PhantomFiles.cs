using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.Phantom;
using BrainDae.TestData;

namespace BrainDae.Prediction.Tests;

/// <summary>One synthetic patient with one lesion, on a grid with three different sizes and spacings and an oblique place.</summary>
internal sealed class PhantomFiles : IDisposable
{
    private static readonly Lazy<PhantomPatient> Made = new(() => PhantomGenerator.Generate(
        PhantomOptions.ForShape(40, 52, 24) with { LesionVolume = (30, 60), TwoLesionFraction = 0 }, 3));

    private readonly TemporaryFolder folder = new();

    public PhantomFiles()
    {
        Geometry = Place(Made.Value.Segmentation.Geometry);
        foreach (var modality in Modalities.Brats)
        {
            NiftiWriter.Write(folder[$"{modality.Name}.nii.gz"], Volume.Create(Geometry, Made.Value[modality].Stored<short>()));
        }

        NiftiWriter.Write(folder["seg.nii.gz"], Volume.Create(Geometry, Made.Value.Segmentation.Stored<byte>()));
        Files = PatientFiles.Of("phantom", Modalities.Brats, Modalities.Brats.Select(modality => folder[$"{modality.Name}.nii.gz"]), folder["seg.nii.gz"]);
    }

    public PatientFiles Files { get; }

    public VolumeGeometry Geometry { get; }

    public string this[string name] => folder[name];

    /// <summary>Mean voxel index of the label.</summary>
    public (double X, double Y, double Z) Centre()
    {
        var label = Made.Value.Segmentation.Stored<byte>();
        var (width, height) = (Geometry.Shape[0], Geometry.Shape[1]);
        double x = 0, y = 0, z = 0, count = 0;
        for (var i = 0; i < label.Length; i++)
        {
            if (label[i] > 0)
            {
                (x, y, z, count) = (x + i % width, y + i / width % height, z + i / width / height, count + 1);
            }
        }

        return (x / count, y / count, z / count);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Turned and shifted by numbers that single precision rounds, with qform and sform of their own.</summary>
    private static VolumeGeometry Place(VolumeGeometry plain) => plain with
    {
        QformCode = 1,
        SformCode = 2,
        Quaternion = ((ImmutableArray<double>)[(float)0.1, (float)-0.2, (float)0.3]),
        QuaternionOffset = [(float)-89.7, (float)12.3, (float)45.6],
        SformRows = [.. plain.SformRows.Select((v, i) => (double)(float)(v + 0.1 * Math.Sin(i + 1)))],
    };
}
