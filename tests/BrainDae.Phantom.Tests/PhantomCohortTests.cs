using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Phantom.Tests;

public sealed class PhantomCohortTests
{
    private static readonly PhantomOptions Small = PhantomOptions.ForShape(40, 36, 24);

    [Fact]
    public void A_written_cohort_reads_back_voxel_for_voxel()
    {
        using var folder = new TemporaryFolder();
        var announced = new List<string>();
        var names = PhantomCohort.Write(folder.Path, Small, 3, new Heard<PatientProgress>(progress => announced.Add(progress.Patient!)), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["BraTS2021_00000", "BraTS2021_00001", "BraTS2021_00002"], names);
        Assert.Equal(names, announced.Order());
        for (var i = 0; i < 3; i++)
        {
            var patient = PhantomGenerator.Generate(Small, i);
            foreach (var modality in Modalities.Brats)
            {
                AssertSame(patient[modality], NiftiReader.Read(folder[names[i], $"{names[i]}_{modality.Name}.nii.gz"]));
            }

            AssertSame(patient.Segmentation, NiftiReader.Read(folder[names[i], $"{names[i]}_seg.nii.gz"]));
        }

        Assert.Equal(15, Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public void A_folder_that_is_a_file_is_reported_once()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["taken"], "");
        var failure = Assert.Throws<BrainDaeException>(() => PhantomCohort.Write(folder["taken"], Small, 2, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(FailureKind.OutputNotWritable, failure.Kind);
    }

    [Fact]
    public void A_patient_that_cannot_be_written_ends_the_cohort_with_its_own_failure()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["BraTS2021_00001"], "a file where a folder must go");
        var failure = Assert.Throws<BrainDaeException>(() => PhantomCohort.Write(folder.Path, Small, 2, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("BraTS2021_00001", failure.Message);
    }

    [Fact]
    public void Cancelling_stops_between_patients()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            PhantomCohort.Write(folder.Path, Small, 1000, new Heard<PatientProgress>(_ => source.Cancel()), parallelism: 1, source.Token));
        Assert.Single(Directory.EnumerateDirectories(folder.Path));
    }

    private static void AssertSame(Volume expected, Volume actual)
    {
        Assert.Equal(expected.VoxelType, actual.VoxelType);
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.Bytes.ToArray(), actual.Bytes.ToArray());
        Assert.Equal(expected.Geometry.Affine.Select(v => (float)v), actual.Geometry.Affine.Select(v => (float)v));
    }
}
