using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;
using BrainDae.Phantom.Anatomy;
using BrainDae.Phantom.Scanner;
using BrainDae.Phantom.Tumours;

namespace BrainDae.Phantom;

/// <summary>
/// Makes synthetic brain-tumour patients: form, lesions, tissue, then one acquisition a modality. A patient depends on
/// the options and its index alone, on any machine, whatever else is made before or beside it.
/// </summary>
public static class PhantomGenerator
{
    /// <summary>Makes one patient.</summary>
    /// <param name="options">The cohort.</param>
    /// <param name="patientIndex">Which patient of the cohort, 0 to 99999.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: an option is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is not 0 to 99999.</exception>
    public static PhantomPatient Generate(PhantomOptions options, int patientIndex)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var name = NameOf(patientIndex);

        var grid = new PhantomGrid(options.Shape, options.Spacing);
        var form = HeadForm.Draw(Random("form"));
        var anatomy = new BrainAnatomy(form, (grid.Spacing.X + grid.Spacing.Y + grid.Spacing.Z) / 3);
        var lesions = Lesion.Draw(options.LesionVolume, options.HealthyFraction, options.TwoLesionFraction, anatomy, Random("lesions"));
        var map = TissueMap.Sample(grid, anatomy, lesions);
        var lesionMap = LesionMap.Grow(lesions, map, grid.VoxelVolume);

        var geometry = grid.Geometry();
        return new()
        {
            Name = name,
            Scans = [.. Modalities.Brats.Select(modality => Scan(modality))],
            Segmentation = Volume.Create<byte>(geometry, Labels(grid, map, lesionMap)),
        };

        Volume Scan(Modality modality) =>
            Volume.Create<short>(geometry, new Acquisition(modality, options.BiasStrength, options.NoiseLevel, Random(modality.Name)).Scan(grid, map, lesionMap));

        PhantomRandom Random(string purpose) => PhantomRandom.For(options.Seed, patientIndex, purpose);
    }

    /// <summary>BraTS2021_00000 for index 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not 0 to 99999.</exception>
    public static string NameOf(int patientIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patientIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patientIndex, 99_999);
        return $"BraTS2021_{patientIndex:D5}";
    }

    private static byte[] Labels(PhantomGrid grid, TissueMap map, LesionMap lesions)
    {
        var labels = new byte[grid.VoxelCount];
        for (var i = 0; i < map.Voxels.Length; i++)
        {
            labels[map.Voxels[i]] = lesions.Labels[i];
        }

        return labels;
    }
}
