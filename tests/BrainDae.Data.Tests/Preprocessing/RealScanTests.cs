using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Preprocessing;

public sealed class RealScanTests
{
    /// <summary>Divisors, range and lesion size worked out on their own, in Python, by sorting and summing every voxel.</summary>
    [Fact]
    public void A_real_patient_has_the_divisors_and_slices_worked_out_by_hand()
    {
        var source = TestFiles.Shared("realdata", "brats");
        Assert.SkipWhen(source is null, "The real scans are not on this machine.");
        var files = BratsCohort.Find(source).Patients.Single(patient => patient.Name == "BraTS2021_90005");

        var patient = PatientPreprocessor.Run(files, new());

        Assert.Equal([371, 478, 685, 352], patient.IntensityScale);
        Assert.Equal(Enumerable.Range(0, 138), patient.SliceIndices);
        Assert.Equal(39772, patient.NativeLesionVoxels.Sum());
        Assert.Equal(138 * Modalities.Brats.Count * 128 * 128, patient.Images.Length);
    }
}
