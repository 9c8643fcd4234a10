using BrainDae.Cli.Ending;
using BrainDae.Data.Cohorts;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Scans and segmentations that change between two runs of preprocess.</summary>
public sealed class ReplacedInputTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_scan_replaced_under_the_same_name_size_and_time_is_noticed()
    {
        SyntheticCohort.Write(workspace.Source, 3);
        var compressed = SyntheticCohort.Scan(workspace.Source, SyntheticCohort.Name(1), Modality.T2);
        var scan = compressed[..^".gz".Length];
        NiftiWriter.Write(scan, NiftiReader.Read(compressed));
        File.Delete(compressed);
        await CommandLine.Succeed(workspace.Preprocess());
        var (untouched, replaced) = (SliceBytes(0), SliceBytes(1));

        var time = File.GetLastWriteTimeUtc(scan);
        var bytes = await File.ReadAllBytesAsync(scan, TestContext.Current.CancellationToken);
        var half = (bytes.Length - 352) / 2;
        await File.WriteAllBytesAsync(scan, [.. bytes[..352], .. bytes[^half..], .. bytes[352..^half]], TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(scan, time);
        Assert.Equal(bytes.Length, new FileInfo(scan).Length);

        var again = await CommandLine.Succeed(workspace.Preprocess());
        Assert.Contains("1 patient preprocessed, 2 done before, 0 failed.", again.Output, StringComparison.Ordinal);
        Assert.Contains("1 patient with other scans or another segmentation", again.OutputWords, StringComparison.Ordinal);
        Assert.Equal(untouched, SliceBytes(0));
        Assert.NotEqual(replaced, SliceBytes(1));
        Assert.Contains("3 done before", (await CommandLine.Succeed(workspace.Preprocess())).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_segmentation_that_is_replaced_or_removed_is_noticed(bool removed)
    {
        await Start(2);
        var segmentation = workspace["source", SyntheticCohort.Name(0), $"{SyntheticCohort.Name(0)}_seg.nii.gz"];
        if (removed)
        {
            File.Delete(segmentation);
        }
        else
        {
            NiftiWriter.Write(segmentation, Mirrored(NiftiReader.Read(segmentation)));
        }

        var again = await CommandLine.Succeed(workspace.Preprocess("--unlabelled", "healthy"));
        Assert.Contains("1 patient preprocessed, 1 done before, 0 failed.", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slices_that_were_damaged_are_done_again_and_named()
    {
        await Start(2);
        var path = workspace["data", "slices", SyntheticCohort.Name(0) + ".safetensors"];
        var before = SliceBytes(0);
        for (var i = 0; i < 8; i++)
        {
            var damaged = before.ToArray();
            damaged[(damaged.Length - 1) * i / 7] ^= 16;
            await File.WriteAllBytesAsync(path, damaged, TestContext.Current.CancellationToken);
            var again = await CommandLine.Succeed(workspace.Preprocess());
            Assert.Contains("1 patient with slices that were damaged or of an earlier version: done again.", again.OutputWords, StringComparison.Ordinal);
            Assert.Equal(before, SliceBytes(0));
        }

        Assert.DoesNotContain("damaged", (await CommandLine.Succeed(workspace.Preprocess())).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Slices_of_a_patient_whose_scan_went_bad_or_away_are_neither_used_nor_lost(bool away)
    {
        await Start(3);
        var name = SyntheticCohort.Name(1);
        var scan = SyntheticCohort.Scan(workspace.Source, name, Modality.T1);
        var (good, slices) = (await File.ReadAllBytesAsync(scan, TestContext.Current.CancellationToken), SliceBytes(1));
        if (away)
        {
            File.Delete(scan);
        }
        else
        {
            await File.WriteAllBytesAsync(scan, [], TestContext.Current.CancellationToken);
        }

        var outcome = await CommandLine.Run(workspace.Preprocess());
        Assert.Equal(ExitCode.SomePatientsFailed, outcome.Code);
        Assert.Contains("0 patients preprocessed, 2 done before, 1 failed.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Its earlier slices are left out".Replace(" ", "", StringComparison.Ordinal), outcome.OutputLetters, StringComparison.Ordinal);
        Assert.DoesNotContain(name, await File.ReadAllTextAsync(workspace["data", "manifest.json"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(slices, await File.ReadAllBytesAsync(workspace["data", "set-aside", name + ".safetensors"], TestContext.Current.CancellationToken));

        await File.WriteAllBytesAsync(scan, good, TestContext.Current.CancellationToken);
        await CommandLine.Succeed(workspace.Preprocess());
        Assert.Equal(slices, SliceBytes(1));
        Assert.False(Directory.Exists(workspace["data", "set-aside"]));
    }

    [Fact]
    public async Task Overwriting_with_a_scan_that_cannot_be_read_loses_no_slices()
    {
        await Start(1);
        var slices = SliceBytes(0);
        await File.WriteAllBytesAsync(SyntheticCohort.Scan(workspace.Source, SyntheticCohort.Name(0), Modality.T1), [], TestContext.Current.CancellationToken);
        var outcome = await CommandLine.Run(workspace.Preprocess("--overwrite"));
        Assert.Equal(ExitCode.SomePatientsFailed, outcome.Code);
        Assert.Equal(slices, await File.ReadAllBytesAsync(workspace["data", "set-aside", SyntheticCohort.Name(0) + ".safetensors"], TestContext.Current.CancellationToken));
        Assert.False(File.Exists(workspace["data", "manifest.json"]));
    }

    private async Task Start(int patients)
    {
        SyntheticCohort.Write(workspace.Source, patients);
        await CommandLine.Succeed(workspace.Preprocess());
    }

    private byte[] SliceBytes(int patient) => File.ReadAllBytes(workspace["data", "slices", SyntheticCohort.Name(patient) + ".safetensors"]);

    private static Volume Mirrored(Volume scan)
    {
        var values = new double[scan.Geometry.VoxelCount];
        scan.CopyValues(0, values);
        Array.Reverse(values);
        return Volume.Create<float>(scan.Geometry, Array.ConvertAll(values, value => (float)value));
    }
}
