using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.BadInput;

/// <summary>Models, data and folders that cannot be evaluated; no result is left behind.</summary>
public sealed class EvaluationInputTests
{
    [Fact]
    public async Task A_model_that_does_not_exist()
    {
        using var workspace = await Workspace.WithModel();
        await Refused(workspace, ExitCode.MissingInput, ["evaluate", "-id", "other", "--data", workspace.Data, "--models", workspace.Models, "--results", workspace.Results], "'other'", "Models there: dae");
    }

    [Fact]
    public async Task No_model_at_all()
    {
        using var workspace = await Workspace.WithData();
        await Refused(workspace, ExitCode.MissingInput, workspace.Evaluate(), "'dae'", "braindae train");
    }

    [Fact]
    public async Task A_checkpoint_that_is_no_checkpoint()
    {
        using var workspace = await Workspace.WithModel();
        await File.WriteAllTextAsync(workspace["models", "dae", "model.safetensors"], "not a model", TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.InvalidInput, workspace.Evaluate(), "model.safetensors");
    }

    [Fact]
    public async Task A_checkpoint_that_was_cut_off()
    {
        using var workspace = await Workspace.WithModel();
        using (var file = File.OpenWrite(workspace["models", "dae", "model.safetensors"]))
        {
            file.SetLength(file.Length - 100);
        }

        await Refused(workspace, ExitCode.InvalidInput, workspace.Evaluate(), "model.safetensors");
    }

    [Fact]
    public async Task Slices_in_place_of_a_checkpoint()
    {
        using var workspace = await Workspace.WithModel();
        File.Copy(workspace["data", "slices", SyntheticCohort.Name(0) + ".safetensors"], workspace["models", "dae", "model.safetensors"], overwrite: true);
        await Refused(workspace, ExitCode.InvalidInput, workspace.Evaluate(), "model.safetensors", "no manifest");
    }

    [Fact]
    public async Task A_manifest_that_was_changed()
    {
        using var workspace = await Workspace.WithModel();
        var path = workspace["models", "dae", "model.safetensors"];
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        var at = text.IndexOf("base_channels", StringComparison.Ordinal);
        at = text.IndexOf(": 2", at, StringComparison.Ordinal) + 2;
        bytes[at] = (byte)'4';
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.InvalidInput, workspace.Evaluate(), "model.safetensors", "its manifest and the hash", "damaged");
    }

    [Fact]
    public async Task Slices_that_the_network_cannot_halve()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.TrainModel("-id", "deep", "--depth", "5", "--epochs", "1"));
        SyntheticCohort.Write(workspace.Source);
        await CommandLine.Succeed(["preprocess", "-s", workspace.Source, "-o", workspace["small"], "--size", "24", .. Workspace.SplitFlags]);
        await Refused(workspace, ExitCode.InvalidOption, ["evaluate", "-id", "deep", "--data", workspace["small"], "--models", workspace.Models, "--results", workspace.Results, "--device", "cpu"], "24x24", "--size");
    }

    [Fact]
    public async Task A_split_without_patients()
    {
        using var workspace = await Workspace.WithModel();
        await File.WriteAllTextAsync(workspace["data", "splits", "test.txt"], "", TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.InvalidInput, workspace.Evaluate(), "--split test", "test.txt");
    }

    [Fact]
    public async Task A_split_with_an_unknown_patient()
    {
        using var workspace = await Workspace.WithModel();
        await File.AppendAllLinesAsync(workspace["data", "splits", "test.txt"], ["nobody"], TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.MissingInput, workspace.Evaluate(), "nobody");
    }

    [Fact]
    public async Task A_data_folder_without_manifest()
    {
        using var workspace = await Workspace.WithModel();
        File.Delete(workspace["data", "manifest.json"]);
        await Refused(workspace, ExitCode.MissingInput, workspace.Evaluate(), "manifest.json");
    }

    [Fact]
    public async Task A_batch_of_nothing()
    {
        using var workspace = await Workspace.WithModel();
        await Refused(workspace, ExitCode.InvalidOption, workspace.Evaluate("-bs", "0"), "--batch_size 0");
    }

    [Theory]
    [InlineData("--healthy-rate", "1")]
    [InlineData("--healthy-rate", "-0.1")]
    [InlineData("--healthy-rate", "NaN")]
    [InlineData("--smoothing", "-1")]
    [InlineData("--smoothing", "101")]
    [InlineData("--smoothing", "NaN")]
    public async Task A_calibration_out_of_range(string flag, string value)
    {
        using var workspace = await Workspace.WithModel();
        await Refused(workspace, ExitCode.InvalidOption, ["calibrate", "-id", "dae", "--data", workspace.Data, "--models", workspace.Models, "--as", "copy", flag, value], $"{flag} {value}: must be");
    }

    [Theory]
    [InlineData("--resamples", "0")]
    [InlineData("--surface-tolerance", "-1")]
    public async Task A_value_out_of_range(string flag, string value)
    {
        using var workspace = await Workspace.WithModel();
        await Refused(workspace, ExitCode.InvalidOption, workspace.Evaluate(flag, value), $"{flag} {value}: must be");
    }

    [Fact]
    public async Task A_model_named_twice()
    {
        using var workspace = await Workspace.WithModel();
        await Refused(workspace, ExitCode.InvalidOption, workspace.Evaluate("-id", "dae"), "--identifier 'dae'", "twice");
    }

    [Fact]
    public async Task Patients_that_the_model_was_trained_on()
    {
        using var workspace = await Workspace.WithModel();
        var trained = await File.ReadAllLinesAsync(workspace["data", "splits", "train.txt"], TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.InvalidInput, workspace.Evaluate("-s", "train"), "--split train", trained[0], "--allow-train-patients");
    }

    [Fact]
    public async Task A_results_folder_in_place_of_which_there_is_a_file()
    {
        using var workspace = await Workspace.WithModel();
        await File.WriteAllTextAsync(workspace.Results, "", TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.Evaluate(), workspace.Results, "cannot be written");
    }

    private static async Task Refused(Workspace workspace, ExitCode code, string[] arguments, params string[] parts)
    {
        await CommandLine.Refuse(code, arguments, parts);
        Assert.Empty(Directory.Exists(workspace.Results) ? Directory.GetFiles(workspace.Results, "*", SearchOption.AllDirectories) : []);
        workspace.AssertNothingHalfWritten();
    }
}
