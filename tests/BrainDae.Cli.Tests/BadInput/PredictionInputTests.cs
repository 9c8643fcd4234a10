using BrainDae.Cli.Ending;
using BrainDae.Data.Cohorts;
using BrainDae.Method.Models;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.TestModels;


namespace BrainDae.Cli.Tests.BadInput;

/// <summary>Scans and flags that cannot be predicted from.</summary>
public sealed class PredictionInputTests
{
    private static readonly string Name = SyntheticCohort.Name(0);

    [Theory]
    [InlineData("", "--input", "--scan NAME=FILE")]
    [InlineData("--scan flair", "--scan 'flair'", "flair=")]
    [InlineData("--scan =a", "''", "letters")]
    [InlineData("--scan flair=a --flair b", "flair is given twice", "one file")]
    [InlineData("-i a --scan flair=b", "--input and --scan", "not both")]
    [InlineData("-i a --t1 b", "--input and --scan", "not both")]
    [InlineData("-i a --name b", "--name", "--input")]
    [InlineData("--flair a --flair b --t1 c --t1ce d --t2 e", "--flair", "predict --help")]
    [InlineData("--flair a --t1 b --t1ce c --t2 b", "b: is given as t1 and as t2", "its own file")]
    [InlineData("--flair a --t1 b --t1ce c --t2 d --score luck", "--score luck", "published")]
    [InlineData("-i a --threshold much", "--threshold much", "val, healthy, synthetic or a number of 0 or more")]
    [InlineData("-i a --threshold nan", "--threshold nan", "0 or more")]
    [InlineData("-i a --threshold -1", "--threshold -1", "0 or more")]
    [InlineData("-i a --threshold=-0.5", "--threshold -0.5", "0 or more")]
    [InlineData("-i a --min-volume -1", "--min-volume -1", "0 mm³ or more")]
    [InlineData("-i a --min-peak -1", "--min-peak -1", "0 or more")]
    [InlineData("-i a --pattern x", "--pattern 'x'", "{modality}")]
    [InlineData("-i a --layout bids --pattern {patient}/{modality}.nii", "--layout bids", "one of them")]
    [InlineData("-i a --layout zip", "--layout 'zip'", "decathlon")]
    [InlineData("-i a --words t1", "--words 't1'", "t1ce=T1KM")]
    [InlineData("--flair a --t1 b --t1ce c --t2 d --layout bids", "--layout", "--input")]
    [InlineData("-i a -bs 0", "--batch_size 0", "1 or more")]
    public async Task A_line_that_cannot_work_is_refused_before_any_file_is_looked_at(string line, string fault, string remedy) =>
        await CommandLine.Refuse(ExitCode.InvalidOption, ["predict", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)], fault, remedy);

    [Fact]
    public Task A_scan_that_does_not_exist() => Refused(ExitCode.MissingInput, File.Delete, "_t1.nii.gz", "does not exist");

    [Fact]
    public Task A_scan_of_two_images() => Refused(
        ExitCode.InvalidInput,
        path => NiftiWriter.Write(path, Volume.Create<short>(VolumeGeometry.Unit(32, 32, 20, 2), new short[32 * 32 * 20 * 2])),
        "_t1.nii.gz",
        "32x32x20x2",
        "Store one image a file");

    [Fact]
    public Task A_scan_on_another_grid() => Refused(
        ExitCode.InvalidInput,
        path => Rewrite(path, (geometry, voxels) => Volume.Create<short>(geometry with { SformRows = geometry.SformRows.SetItem(3, 40) }, voxels)),
        "_t1.nii.gz",
        "_flair.nii.gz",
        "Register");

    [Fact]
    public Task A_scan_whose_axes_span_no_volume() => Refused(
        ExitCode.InvalidInput,
        path => Rewrite(path, (geometry, voxels) => Volume.Create<short>(geometry with { SformRows = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }, voxels)),
        "_t1.nii.gz",
        "have no volume");

    [Fact]
    public Task A_scan_of_another_shape() => Refused(
        ExitCode.InvalidInput,
        path => NiftiWriter.Write(path, Volume.Create<short>(VolumeGeometry.Unit(16, 32, 20), new short[16 * 32 * 20])),
        "_t1.nii.gz",
        "16x32x20",
        "Resample");

    [Fact]
    public Task A_file_that_is_no_scan() => Refused(ExitCode.InvalidInput, path => File.WriteAllText(path, "<html>404</html>"), "_t1.nii.gz");

    [Fact]
    public Task A_file_without_a_byte() => Refused(ExitCode.InvalidInput, path => File.WriteAllBytes(path, []), "_t1.nii.gz");

    [Fact]
    public Task A_copy_of_another_modality() => Refused(
        ExitCode.InvalidInput,
        path => File.Copy(path.Replace("_t1.", "_t2.", StringComparison.Ordinal), path, overwrite: true),
        "_t2.nii.gz",
        "same image",
        "_t1.nii.gz");

    [Fact]
    public async Task A_folder_that_does_not_exist_or_lacks_a_scan()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Refuse(ExitCode.MissingInput, workspace.Predict("-i", workspace["nowhere"], "--threshold", "1"), workspace["nowhere"], "does not exist");
        SyntheticCohort.WritePatient(workspace.Source, 0, Name);
        File.Delete(SyntheticCohort.Scan(workspace.Source, Name, Modality.T1ce));
        await CommandLine.Refuse(ExitCode.InvalidInput, workspace.Predict("-i", workspace["source", Name], "--threshold", "1"), $"has no {Name}_t1ce.nii.gz");
        Assert.False(Directory.Exists(workspace["predictions"]));
    }

    [Fact]
    public async Task A_name_that_is_no_folder_name()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Refuse(ExitCode.InvalidInput, ["predict", .. FourOf(workspace), "--name", "../up"], "../up");
    }

    [Theory]
    [InlineData("no threshold is stored")]
    [InlineData("no threshold is stored", "--threshold", "healthy", "--score", "published")]
    [InlineData("deviations on healthy tissue", "--threshold", "3", "--score", "signed_residual")]
    public async Task A_model_that_is_not_calibrated(string need, params string[] more)
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.WritePatient(workspace.Source, 0, Name);
        TestModel.Write(ModelFolder.Of(workspace.Models, "dae"));
        await CommandLine.Refuse(ExitCode.MissingInput, workspace.Predict(["-i", workspace.Source, .. more]), "'dae' is not calibrated", need, "braindae calibrate");
    }

    [Fact]
    public async Task No_model()
    {
        using var workspace = await Workspace.WithData();
        SyntheticCohort.WritePatient(workspace.Source, 0, Name);
        await CommandLine.Refuse(ExitCode.MissingInput, workspace.Predict("-i", workspace.Source, "--threshold", "1"), "'dae'", "braindae train");
    }

    [Fact]
    public async Task An_output_folder_in_place_of_which_there_is_a_file()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.WritePatient(workspace.Source, 0, Name);
        await File.WriteAllTextAsync(workspace["predictions"], "", TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.Predict("-i", workspace.Source, "--threshold", "1"), workspace["predictions"], "cannot be written");
    }

    [Fact]
    public async Task A_patients_output_folder_in_place_of_which_there_is_a_file()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 3);
        Directory.CreateDirectory(workspace["predictions"]);
        await File.WriteAllTextAsync(workspace["predictions", Name], "", TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.Predict("-i", workspace.Source, "--threshold", "1"), Name, "cannot be written");
        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public async Task Bad_patients_of_a_cohort_are_named_and_the_others_done()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 4);
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--threshold", "0.1"));
        await File.WriteAllTextAsync(SyntheticCohort.Scan(workspace.Source, SyntheticCohort.Name(1), Modality.T1), "no scan", TestContext.Current.CancellationToken);
        File.Delete(SyntheticCohort.Scan(workspace.Source, SyntheticCohort.Name(2), Modality.T2));

        var outcome = await CommandLine.Run(workspace.Predict("-i", workspace.Source, "--threshold", "0.2"));
        Assert.Equal(ExitCode.SomePatientsFailed, outcome.Code);
        Assert.Contains("2 patients predicted, 0 done before, 2 failed.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"{SyntheticCohort.Name(1)}_t1.nii.gz", outcome.OutputLetters, StringComparison.Ordinal);
        Assert.Contains($"hasno{SyntheticCohort.Name(2)}_t2.nii.gz", outcome.OutputLetters, StringComparison.Ordinal);
        Assert.False(File.Exists(workspace["predictions", SyntheticCohort.Name(1), "prediction.json"]));
        Assert.Equal(3, (await File.ReadAllLinesAsync(workspace["predictions", "predictions.csv"], TestContext.Current.CancellationToken)).Length);
        workspace.AssertNothingHalfWritten();
    }

    [Theory]
    [InlineData(-60, "below 0", false)]
    [InlineData(200, "skull-stripped", true)]
    public async Task A_scan_that_the_model_was_not_made_for_is_predicted_with_a_warning(short added, string warning, bool implausible)
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.WritePatient(workspace.Source, 0, Name);
        Rewrite(SyntheticCohort.Scan(workspace.Source, Name, Modality.T1), (geometry, voxels) => Volume.Create<short>(geometry, [.. voxels.Select(v => (short)(v + added))]));
        var outcome = await CommandLine.Run(workspace.Predict("-i", workspace.Source, "--threshold", "0.1"));
        Assert.Equal(implausible ? ExitCode.ImplausibleScans : ExitCode.Success, outcome.Code);
        Assert.Contains(warning, outcome.OutputWords, StringComparison.Ordinal);
        Assert.Contains("warning:", outcome.OutputWords, StringComparison.Ordinal);
    }

    private static async Task Refused(ExitCode code, Action<string> damage, params string[] parts)
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.WritePatient(workspace.Source, 0, Name);
        damage(SyntheticCohort.Scan(workspace.Source, Name, Modality.T1));
        await CommandLine.Refuse(code, workspace.Predict([.. FourOf(workspace), "--threshold", "0.1"]), parts);
        Assert.False(Directory.Exists(workspace["predictions", Name]));
        workspace.AssertNothingHalfWritten();
    }

    private static string[] FourOf(Workspace workspace) =>
        [.. Modalities.Brats.SelectMany(modality => new[] { "--" + modality.Name, SyntheticCohort.Scan(workspace.Source, Name, modality) })];

    private static void Rewrite(string path, Func<VolumeGeometry, short[], Volume> change)
    {
        var scan = NiftiReader.Read(path);
        NiftiWriter.Write(path, change(scan.Geometry, scan.Stored<short>().ToArray()));
    }
}
