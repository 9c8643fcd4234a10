using System.Text.Json;
using BrainDae.Cli.Ending;
using BrainDae.Data.Cohorts;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Scans in, results on their own grid out.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class PredictTests
{
    private static readonly string[] Files = ["_lesion.nii.gz", "_montage.png", "_score.nii.gz", "lesions.csv", "lesions.json", "prediction.json"];

    [Fact]
    public async Task A_cohort_without_labels_is_predicted_at_the_threshold_stored_with_the_model()
    {
        using var workspace = await Workspace.WithModel();
        Unlabelled(workspace, 3);
        await CommandLine.Succeed(workspace.Evaluate());
        var outcome = await CommandLine.Succeed(workspace.Predict("-i", workspace.Source));
        Assert.Contains("3 patients predicted, 0 done before, 0 failed.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("(val, found on 2 patients; one alone: ", outcome.OutputWords, StringComparison.Ordinal);

        var stored = Json(workspace["models", "dae", "model.json"]).GetProperty("calibration").GetProperty("thresholds").GetProperty("signed_residual").GetProperty("val").GetDouble();
        for (var i = 0; i < 3; i++)
        {
            var name = SyntheticCohort.Name(i);
            Assert.Equal(Files.Select(file => file[0] == '_' ? name + file : file).Order(StringComparer.Ordinal), Directory.GetFiles(workspace["predictions", name]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            var summary = Json(workspace["predictions", name, "prediction.json"]);
            Assert.Equal(stored, summary.GetProperty("settings").GetProperty("threshold").GetDouble());
            Assert.Equal("Val", summary.GetProperty("settings").GetProperty("threshold_kind").GetString());
            Assert.Equal(32, summary.GetProperty("settings").GetProperty("preprocessing").GetProperty("size").GetInt32());
            AssertOnOwnGrid(workspace, name, (float)stored);
        }

        var rows = await File.ReadAllLinesAsync(workspace["predictions", "predictions.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(["patient", .. Enumerable.Range(0, 3).Select(SyntheticCohort.Name)], rows.Select(row => row.Split(',')[0]));
        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public async Task The_tables_say_what_the_mask_shows()
    {
        using var workspace = await Workspace.WithModel();
        Unlabelled(workspace, 1);
        var name = SyntheticCohort.Name(0);
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--score", "flair_intensity", "--threshold", "0.8", "--min-volume", "2000"));
        var lesions = Json(workspace["predictions", name, "lesions.json"]).GetProperty("lesions");
        var mask = NiftiReader.Read(workspace["predictions", name, $"{name}_lesion.nii.gz"]);
        Assert.True(lesions.GetArrayLength() > 0);
        Assert.Equal(mask.Stored<byte>().Count((byte)1), lesions.EnumerateArray().Sum(lesion => lesion.GetProperty("voxels").GetInt32()));
        Assert.All(lesions.EnumerateArray(), lesion => Assert.True(lesion.GetProperty("volume_ml").GetDouble() >= 2 && lesion.GetProperty("mean_score").GetDouble() > 0.8));
        var rows = await File.ReadAllLinesAsync(workspace["predictions", name, "lesions.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(1 + lesions.GetArrayLength(), rows.Length);
        Assert.Equal("lesion,voxels,volume_ml,x_mm,y_mm,z_mm,mean_score,peak_score,disagrees_most", rows[0]);
        Assert.Equal(lesions[0].GetProperty("centre_mm").GetProperty("x").GetDouble(), double.Parse(rows[1].Split(',')[3]));
        Assert.Equal(JsonValueKind.Null, lesions[0].GetProperty("disagrees_most").ValueKind);
    }

    [Fact]
    public async Task A_folder_of_patients_one_patients_folder_and_four_files_give_the_same()
    {
        using var workspace = await Workspace.WithModel();
        Unlabelled(workspace, 1);
        var name = SyntheticCohort.Name(0);
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--threshold", "0.1"));
        var score = await Score("predictions");
        await CommandLine.Succeed(workspace.Predict("-i", workspace["source", name] + "/", "-o", workspace["one"], "--threshold", "0.1"));
        Assert.Equal(score, await Score("one"));
        await CommandLine.Succeed(workspace.Predict([.. Four(workspace, name), "-o", workspace["four"], "--threshold", "0.1"]));
        Assert.Equal(score, await Score("four"));
        await CommandLine.Succeed(workspace.Predict([.. Four(workspace, name), "-o", workspace["named"], "--threshold", "0.1", "--name", "Jörg 1"]));
        Assert.True(File.Exists(workspace["named", "Jörg 1", "Jörg 1_score.nii.gz"]));
        var lesions = Json(workspace["one", name, "lesions.json"]).GetProperty("lesions");
        Assert.All(lesions.EnumerateArray(), lesion => Assert.Equal(4, lesion.GetProperty("residuals").EnumerateObject().Count()));

        Task<byte[]> Score(string folder) => File.ReadAllBytesAsync(workspace[folder, name, $"{name}_score.nii.gz"], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Patients_of_a_bids_folder_given_file_by_file_have_names_of_their_own()
    {
        using var workspace = await Workspace.WithModel();
        string[] words = ["FLAIR", "T1w", "ce-gd_T1w", "T2w"];
        foreach (var subject in (string[])["sub-01", "sub-02"])
        {
            var files = words.Select(word => workspace["bids", subject, "anat", $"{subject}_{word}.nii.gz"]).ToArray();
            foreach (var (file, modality) in files.Zip(Modalities.Brats))
            {
                NiftiWriter.Write(file, SyntheticCohort.Patients[subject[^1] - '1'][modality]);
            }

            await CommandLine.Succeed(workspace.Predict(["--flair", files[0], "--t1", files[1], "--t1ce", files[2], "--t2", files[3], "--threshold", "0.1"]));
        }

        var outcome = await CommandLine.Succeed(workspace.Predict("-i", workspace["bids"], "--threshold", "0.1", "--bids-derivatives", workspace["derived"]));

        Assert.StartsWith("Layout: BIDS. sub-01 has in ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("0 patients predicted, 2 done before", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(["predictions.csv", "sub-01", "sub-02"], Directory.EnumerateFileSystemEntries(workspace["predictions"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(workspace["predictions", "sub-02", "sub-02_lesion.nii.gz"]), File.ReadAllBytes(workspace["derived", "sub-02", "anat", "sub-02_desc-braindae_mask.nii.gz"]));
        Assert.Contains("BIDS derivative", (await CommandLine.Succeed("verify", workspace["derived"])).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sub-01_ses-02", "sub-01_ses-02_FLAIR.nii.gz", "sub-01_ses-02_T1w.nii.gz", "sub-01_ses-02_ce-gd_T1w.nii.gz")]
    [InlineData("sub-01", "sub-01_T1w.nii", "sub-01_T2w.nii")]
    [InlineData("CASE", "CASE_0000.nii.gz", "CASE_0001.nii.gz")]
    [InlineData("p.1", "p.1-t1.hdr", "p.1-t2.hdr")]
    [InlineData("p1", "flair_p1.nii", "t1_p1.nii")]
    [InlineData("p1", "p1_flair.nii")]
    [InlineData("folder", "T1.nii", "T2.nii")]
    [InlineData("folder", "flair.nii")]
    public void Scans_given_one_by_one_are_called_what_their_files_have_in_common(string name, params string[] files) =>
        Assert.Equal(name, Options.CommonName.Of([.. files.Select(file => Path.Combine("folder", file))]));

    [Fact]
    public void Scans_with_nothing_in_common_have_no_name() => Assert.Null(Options.CommonName.Of(["a/T1.nii", "b/T2.nii"]));

    [Fact]
    public async Task A_second_run_skips_what_is_finished_and_changes_no_byte()
    {
        using var workspace = await Predicted(2);
        var before = Contents(workspace);
        await Again(workspace, 0, 2);
        Assert.Equal(before, Contents(workspace));
    }

    [Theory]
    [InlineData("--threshold", "0.2")]
    [InlineData("--min-volume", "3")]
    [InlineData("--min-peak", "1.5")]
    [InlineData("--score", "flair_intensity")]
    [InlineData("--overwrite")]
    public async Task Other_settings_or_overwrite_do_every_patient_again(params string[] change)
    {
        using var workspace = await Predicted(2);
        await Again(workspace, 2, 0, change);
    }

    [Fact]
    public async Task Another_model_of_the_same_name_does_every_patient_again()
    {
        using var workspace = await Predicted(1);
        await CommandLine.Succeed(workspace.TrainModel("--epochs", "1", "--overwrite", "--seed", "5"));
        await Again(workspace, 1, 0);
    }

    [Theory]
    [InlineData("_score.nii.gz")]
    [InlineData("_montage.png")]
    [InlineData("prediction.json")]
    public async Task A_patient_that_lacks_a_result_is_done_again(string file)
    {
        using var workspace = await Predicted(2);
        var before = Contents(workspace);
        File.Delete(Directory.GetFiles(workspace["predictions", SyntheticCohort.Name(1)], "*" + file).Single());
        await Again(workspace, 1, 1);
        Assert.Equal(before, Contents(workspace));
    }

    [Fact]
    public async Task A_scan_that_changed_is_done_again()
    {
        using var workspace = await Predicted(2);
        var path = SyntheticCohort.Scan(workspace.Source, SyntheticCohort.Name(1), Modality.T2);
        var scan = NiftiReader.Read(path);
        NiftiWriter.Write(path, Volume.Create<short>(scan.Geometry, [.. scan.Stored<short>().ToArray().Select(v => (short)(v * 3 / 2))]));
        await Again(workspace, 1, 1);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_done_and_writes_nothing()
    {
        using var workspace = await Predicted(1);
        SyntheticCohort.WritePatient(workspace.Source, 1, SyntheticCohort.Name(1));
        var before = workspace.Entries();
        var dry = await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--threshold", "0.1", "--dry-run"));
        Assert.Contains("2 complete patients", dry.OutputWords, StringComparison.Ordinal);
        Assert.Contains("1 of them done before", dry.OutputWords, StringComparison.Ordinal);
        Assert.Equal(before, workspace.Entries());
    }

    [Fact]
    public async Task A_run_that_is_interrupted_goes_on_where_it_stopped()
    {
        using var workspace = await Workspace.WithModel();
        Unlabelled(workspace, 8);
        using var stop = new CancellationTokenSource();
        var first = workspace["predictions", SyntheticCohort.Name(0), "prediction.json"];
        var running = CommandLine.Run(stop.Token, workspace.Predict("-i", workspace.Source, "--threshold", "0.1", "-bs", "1"));
        while (!File.Exists(first) && !running.IsCompleted)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        var outcome = await running;
        workspace.AssertNothingHalfWritten();
        Assert.True(File.Exists(first));
        var finished = Directory.GetFiles(workspace["predictions"], "prediction.json", SearchOption.AllDirectories).Length;
        Assert.Equal(outcome.Code == ExitCode.Cancelled, finished < 8);
        await Again(workspace, 8 - finished, finished);
    }

    private static async Task<Workspace> Predicted(int patients)
    {
        var workspace = await Workspace.WithModel();
        Unlabelled(workspace, patients);
        await Again(workspace, patients, 0);
        return workspace;
    }

    private static async Task Again(Workspace workspace, int done, int before, params string[] change)
    {
        var outcome = await CommandLine.Succeed(workspace.Predict(["-i", workspace.Source, .. change.Contains("--threshold") ? change : ["--threshold", "0.1", .. change]]));
        Assert.Contains($"{done} {(done == 1 ? "patient" : "patients")} predicted, {before} done before, 0 failed.", outcome.Output, StringComparison.Ordinal);
        workspace.AssertNothingHalfWritten();
    }

    private static void Unlabelled(Workspace workspace, int patients)
    {
        SyntheticCohort.Write(workspace.Source, patients);
        foreach (var label in Directory.GetFiles(workspace.Source, "*_seg.nii.gz", SearchOption.AllDirectories))
        {
            File.Delete(label);
        }
    }

    private static string[] Four(Workspace workspace, string name) =>
        [.. Modalities.Brats.SelectMany(modality => new[] { "--" + modality.Name, SyntheticCohort.Scan(workspace.Source, name, modality) })];

    private static void AssertOnOwnGrid(Workspace workspace, string name, float threshold)
    {
        var scan = NiftiReader.ReadGeometry(SyntheticCohort.Scan(workspace.Source, name, Modality.Flair));
        var score = NiftiReader.Read(workspace["predictions", name, $"{name}_score.nii.gz"]);
        var mask = NiftiReader.Read(workspace["predictions", name, $"{name}_lesion.nii.gz"]);
        Assert.Equal(scan, score.Geometry);
        Assert.Equal(scan, mask.Geometry);
        Assert.Equal((VoxelType.Float32, VoxelType.UInt8), (score.VoxelType, mask.VoxelType));
        for (var i = 0; i < scan.VoxelCount; i++)
        {
            Assert.True(mask.Stored<byte>()[i] == 0 || score.Stored<float>()[i] > threshold);
        }
    }

    private static (string Name, string Hash)[] Contents(Workspace workspace) => Workspace.Contents(workspace["predictions"]);

    private static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}
