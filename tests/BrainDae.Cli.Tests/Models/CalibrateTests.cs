using BrainDae.Cli.Ending;
using BrainDae.Method.Models;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Models;

/// <summary>`braindae calibrate`: where the calibrated model goes, and what it refuses.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class CalibrateTests
{
    [Fact]
    public async Task A_copy_under_another_name_leaves_the_model_as_it_was()
    {
        using var workspace = await Workspace.WithModel();
        var before = await Bytes(workspace, "dae");

        var outcome = await CommandLine.Succeed(workspace.Calibrate("--as", "strict", "--healthy-rate", "0.001"));

        Assert.Equal(before, await Bytes(workspace, "dae"));
        using var model = ModelFolder.Of(workspace.Models, "dae").Open();
        using var copy = ModelFolder.Of(workspace.Models, "strict").Open();
        Assert.Equal(model.WeightsSha256, copy.WeightsSha256);
        Assert.Equal(0.001, copy.Calibration!.HealthyRate);
        Assert.Equal([model.CalibrationSha256], copy.Calibration.History.Select(earlier => earlier.Sha256));
        Assert.All(copy.Calibration.Thresholds, score => Assert.True(score.Value.Healthy >= model.Calibration!.Thresholds[score.Key].Healthy));
        Assert.Contains("Calibrated strict on 2 patients, 2 with a lesion label", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(["model.json", "model.safetensors"], Directory.EnumerateFiles(workspace["models", "strict"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Scores_are_smoothed_as_training_said_unless_calibration_says_otherwise()
    {
        using var workspace = await Workspace.WithData();
        await CommandLine.Succeed(workspace.TrainModel("--smoothing", "1"));
        await CommandLine.Succeed(workspace.Calibrate("--as", "same"));
        await CommandLine.Succeed(workspace.Calibrate("--as", "other", "--smoothing", "0.5"));

        Assert.Equal([1, 1, 0.5], new[] { "dae", "same", "other" }.Select(Smoothing));

        double? Smoothing(string identifier)
        {
            using var model = ModelFolder.Of(workspace.Models, identifier).Open();
            return model.Calibration!.ForScores.Smoothing;
        }
    }

    [Fact]
    public async Task In_place_gives_the_same_calibration_again_and_says_that_there_was_one()
    {
        using var workspace = await Workspace.WithModel();
        using (var before = ModelFolder.Of(workspace.Models, "dae").Open())
        {
            await CommandLine.Succeed(workspace.Calibrate("--in-place", "-bs", "4"));
            using var after = ModelFolder.Of(workspace.Models, "dae").Open();
            Assert.Equal(before.Calibration!.Thresholds, after.Calibration!.Thresholds);
            Assert.Equal(before.CalibrationSha256, Assert.Single(after.Calibration.History).Sha256);
        }
    }

    [Fact]
    public async Task A_calibrated_model_is_not_calibrated_over_unless_told()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.Calibrate(), "is calibrated", "--as NAME", "--in-place");
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.Calibrate("--as", "copy", "--in-place"), "--as and --in-place");
        Assert.False(Directory.Exists(workspace["models", "copy"]));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused()
    {
        using var workspace = await Workspace.WithModel();
        TestModel.Write(ModelFolder.Of(workspace.Models, "taken"));
        var before = await Bytes(workspace, "taken");

        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.Calibrate("--as", "taken"), workspace["models", "taken"], "--as");

        Assert.Equal(before, await Bytes(workspace, "taken"));
    }

    [Fact]
    public async Task Patients_that_the_model_was_trained_on_calibrate_nothing()
    {
        using var workspace = await Workspace.WithModel();
        var trained = await File.ReadAllLinesAsync(workspace["data", "splits", "train.txt"], TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(workspace["data", "splits", "val.txt"], trained[..1], TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(workspace["data", "splits", "train.txt"], trained[1..], TestContext.Current.CancellationToken);

        await CommandLine.Refuse(ExitCode.InvalidInput, workspace.Calibrate("--as", "copy"), "was trained on", trained[0], "val.txt");
    }

    [Fact]
    public async Task A_run_that_ended_before_its_calibration_resumes_with_that_alone()
    {
        using var workspace = await Workspace.WithModel();
        var folder = ModelFolder.Of(workspace.Models, "dae");
        var whole = await Bytes(workspace, "dae");
        using (var model = folder.Open())
        {
            WriteWithoutCalibration(folder, model);
        }

        var last = await File.ReadAllBytesAsync(folder.Last, TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.MissingInput, workspace.Predict("-i", SyntheticCohort.Write(workspace.Source, 1)), "not calibrated", "braindae calibrate");

        await CommandLine.Succeed(workspace.TrainModel("--epochs", "1", "--resume"));

        Assert.Equal(whole, await Bytes(workspace, "dae"));
        Assert.Equal(last, await File.ReadAllBytesAsync(folder.Last, TestContext.Current.CancellationToken));
        Assert.Single(await File.ReadAllLinesAsync(folder.Log, TestContext.Current.CancellationToken));
    }

    /// <summary>The model as training leaves it after its last epoch: everything but the calibration.</summary>
    private static void WriteWithoutCalibration(ModelFolder folder, ModelFile model) => ModelFile.Write(
        folder.Model,
        model.Manifest,
        model.Tensors.Copy());

    private static Task<byte[]> Bytes(Workspace workspace, string identifier) =>
        File.ReadAllBytesAsync(workspace["models", identifier, "model.safetensors"], TestContext.Current.CancellationToken);
}
