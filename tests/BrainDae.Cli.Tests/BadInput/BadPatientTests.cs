using BrainDae.Cli.Ending;
using BrainDae.Data.Cohorts;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Cli.Tests.BadInput;

/// <summary>A bad patient stops neither the others nor the run: the table names it and why, and the code is 8.</summary>
public sealed class BadPatientTests
{
    [Fact]
    public Task A_missing_modality() => Fails(path => File.Delete(path), "has no", "_t1.nii.gz");

    [Fact]
    public Task A_shape_that_differs() => Fails(
        path => NiftiWriter.Write(path, Volume.Create<short>(VolumeGeometry.Unit(16, 32, 20), new short[16 * 32 * 20])), "has shape 16x32x20", "32x32x20");

    [Fact]
    public Task A_file_that_was_cut_off() => Fails(
        path =>
        {
            using var file = File.OpenWrite(path);
            file.SetLength(file.Length / 2);
        },
        "_t1.nii.gz");

    [Fact]
    public Task An_empty_file() => Fails(path => File.WriteAllBytes(path, []), "_t1.nii.gz");

    [Fact]
    public Task A_file_of_another_kind() => Fails(path => File.WriteAllText(path, "<html>404</html>"), "_t1.nii.gz");

    [Fact]
    public Task Voxels_that_are_no_numbers() => Fails(
        path =>
        {
            var scan = NiftiReader.Read(path);
            var voxels = new float[32 * 32 * 20];
            Array.Fill(voxels, 1);
            voxels[100] = float.NaN;
            NiftiWriter.Write(path, Volume.Create<float>(scan.Geometry, voxels));
        },
        "_t1.nii.gz",
        "finite");

    [Fact]
    public Task A_pixdim_that_is_no_number_and_all_that_the_header_has() => Fails(
        path =>
        {
            var scan = NiftiReader.Read(path);
            var grid = scan.Geometry with { SformCode = 0, QformCode = 0, PixDim = [1, 1, double.NaN, 1, 1, 1, 1, 1] };
            NiftiWriter.Write(path, Volume.Create<short>(grid, new short[32 * 32 * 20]));
        },
        "_t1.nii.gz",
        "not finite");

    [Fact]
    public Task A_modality_of_zeros() => Fails(
        path => NiftiWriter.Write(path, Volume.Create<short>(NiftiReader.Read(path).Geometry, new short[32 * 32 * 20])), "_t1.nii.gz");

    [Fact]
    public async Task When_every_patient_is_bad_nothing_is_left_but_the_reasons()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 2);
        for (var i = 0; i < 2; i++)
        {
            await File.WriteAllBytesAsync(SyntheticCohort.Scan(workspace.Source, SyntheticCohort.Name(i), Modality.T1), [], TestContext.Current.CancellationToken);
        }

        var outcome = await CommandLine.Run(workspace.Preprocess());
        Assert.Equal(ExitCode.SomePatientsFailed, outcome.Code);
        Assert.Contains("0 patients preprocessed, 0 done before, 2 failed.", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(workspace.Entries("data"));
    }

    [Fact]
    public async Task A_patient_that_went_bad_does_not_keep_slices_of_earlier_options_in_the_cohort()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 3);
        await CommandLine.Succeed(workspace.Preprocess());
        await File.WriteAllBytesAsync(SyntheticCohort.Scan(workspace.Source, SyntheticCohort.Name(1), Modality.T1), [], TestContext.Current.CancellationToken);

        var outcome = await CommandLine.Run(workspace.Preprocess("--quantile", "0.95"));
        Assert.Equal(ExitCode.SomePatientsFailed, outcome.Code);
        Assert.Contains("2 patients preprocessed, 0 done before, 1 failed.", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slices_of_other_options_that_cannot_be_made_again_are_found_before_the_long_work()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 3);
        await CommandLine.Succeed(workspace.Preprocess());
        Directory.Delete(workspace["source", SyntheticCohort.Name(2)], recursive: true);
        var before = workspace.Entries("data");
        await CommandLine.Refuse(ExitCode.InvalidInput, workspace.Preprocess("--quantile", "0.95"), SyntheticCohort.Name(2) + ".safetensors", "other options", "another data folder");
        Assert.Equal(before, workspace.Entries("data"));
        await CommandLine.Succeed(workspace.Preprocess());
    }

    [Fact]
    public async Task Any_folder_name_is_a_patient_name()
    {
        using var workspace = new Workspace();
        string[] names = ["Jörg Müller 01", "患者 [red]2[x]", "p'3 %41"];
        for (var i = 0; i < names.Length; i++)
        {
            SyntheticCohort.WritePatient(workspace.Source, i, names[i]);
        }

        await CommandLine.Succeed(workspace.Preprocess());
        string[] listed = [.. new[] { "train", "val", "test" }.SelectMany(part => File.ReadLines(workspace["data", "splits", part + ".txt"]))];
        Assert.Equal(names.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        var again = await CommandLine.Succeed(workspace.Preprocess());
        Assert.Contains("3 done before", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData(" blank")]
    [InlineData("blank ")]
    public async Task A_folder_name_that_names_no_patient_stops_nobody_else(string name)
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 2);
        SyntheticCohort.WritePatient(workspace.Source, 2, name);
        Directory.CreateDirectory(workspace["source", "a\nb"]);
        await File.WriteAllBytesAsync(workspace["source", "a\nb", "stray.nii.gz"], [], TestContext.Current.CancellationToken);

        var outcome = await CommandLine.Run(workspace.Preprocess());
        Assert.True(outcome.Code == ExitCode.SomePatientsFailed, $"{outcome.Code}\n{outcome.Output}\n{outcome.Errors}");
        Assert.Contains("2 patients preprocessed, 0 done before, 2 failed.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("cannot be a patient name".Replace(" ", "", StringComparison.Ordinal), outcome.OutputLetters, StringComparison.Ordinal);
    }

    private static async Task Fails(Action<string> damage, params string[] reason)
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 3);
        var bad = SyntheticCohort.Name(1);
        damage(SyntheticCohort.Scan(workspace.Source, bad, Modality.T1));

        var outcome = await CommandLine.Run(workspace.Preprocess());
        Assert.True(outcome.Code == ExitCode.SomePatientsFailed, $"{outcome.Code}\n{outcome.Output}\n{outcome.Errors}");
        Assert.Contains("2 patients preprocessed, 0 done before, 1 failed.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(bad, outcome.OutputWords, StringComparison.Ordinal);
        foreach (var part in reason)
        {
            Assert.Contains(string.Concat(part.Where(c => c != ' ')), outcome.OutputLetters, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("   at ", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(workspace.Entries("data"), entry => entry.Contains(bad, StringComparison.Ordinal));
        workspace.AssertNothingHalfWritten();
        var again = await CommandLine.Run(workspace.Preprocess());
        Assert.Equal(ExitCode.SomePatientsFailed, again.Code);
        Assert.Contains("0 patients preprocessed, 2 done before, 1 failed.", again.Output, StringComparison.Ordinal);
    }
}
