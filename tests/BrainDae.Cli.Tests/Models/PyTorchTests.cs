using System.Text.Json;
using BrainDae.Cli.Ending;
using BrainDae.Data.Formats.PyTorch;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Models;

/// <summary>Checkpoints and slices of the published implementation, in and out.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class PyTorchTests
{
    private static readonly string Golden = TestFiles.Golden("checkpoint", "golden.pt");

    [Fact]
    public async Task Training_goes_on_from_an_imported_checkpoint_and_says_what_nobody_can_check()
    {
        using var workspace = await Workspace.WithData();
        var imported = await CommandLine.Succeed("import", "-c", Golden, "-id", "published", "--models", workspace.Models);
        Assert.Contains("96 iterations in 3 epochs", imported.OutputWords, StringComparison.Ordinal);
        Assert.Contains("braindae train -id published --resume --base-channels 4", imported.OutputWords, StringComparison.Ordinal);

        string[] train = ["train", "-id", "published", "--models", workspace.Models, "--data", workspace.Data, "--base-channels", "4", "-nr", "8", "-bs", "2", "--epochs", "4", "--threads", "1", "--resume", .. Workspace.Precision()];
        await CommandLine.Refuse(ExitCode.InvalidOption, [.. train, "--iterations", "3"], "--iterations 32");
        var trained = await CommandLine.Succeed(train);
        Assert.Contains("at epoch 4, iteration 97, learning rate 9.978e-5", trained.OutputWords, StringComparison.Ordinal);
        Assert.Contains("cannot be verified", trained.OutputWords, StringComparison.Ordinal);
        Assert.DoesNotContain("imported", (await CommandLine.Succeed(train)).OutputWords, StringComparison.Ordinal);

        await CommandLine.Succeed(["evaluate", "-id", "published", "--models", workspace.Models, "--data", workspace.Data, "--results", workspace.Results, "--threads", "1", .. Workspace.Precision()]);
        using var evaluation = JsonDocument.Parse(File.ReadAllBytes(workspace["results", "published", "test", "evaluation.json"]));
        Assert.Equal("Unknown", evaluation.RootElement.GetProperty("leak_audit").GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_model_goes_out_and_comes_back_with_the_same_weights()
    {
        using var workspace = await Workspace.WithModel();
        string[] export = ["export", "-id", "dae", "--models", workspace.Models, "--pt", "-o", workspace["dae.pt"]];

        var said = await CommandLine.Succeed(export);

        Assert.Contains("the optimiser's state after 3 steps", said.OutputWords, StringComparison.Ordinal);
        Assert.Equal(3, TorchCheckpointReader.Read(workspace["dae.pt"]).Iterations);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, export, "dae.pt", "--overwrite");
        await CommandLine.Succeed([.. export, "--overwrite"]);
        await CommandLine.Succeed("import", "-c", workspace["dae.pt"], "-id", "back", "--models", workspace.Models);
        Assert.Equal(Weights("dae"), Weights("back"));
        File.Delete(workspace["models", "dae", "model.safetensors"]);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, ["import", "-c", Golden, "-id", "dae", "--models", workspace.Models], "a model of this name exists");
        File.Delete(workspace["models", "back", "model.safetensors"]);
        await CommandLine.Succeed("import", "-c", Golden, "-id", "back", "--models", workspace.Models);
        workspace.AssertNothingHalfWritten();

        string Weights(string identifier)
        {
            using var model = BrainDae.Method.Models.ModelFolder.Of(workspace.Models, identifier).Open();
            return model.WeightsSha256;
        }
    }

    [Fact]
    public async Task An_export_without_a_format_or_a_model_is_refused()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Refuse(ExitCode.InvalidOption, ["export", "-id", "dae", "--models", workspace.Models, "-o", workspace["dae.pt"]], "--pt");
        await CommandLine.Refuse(ExitCode.MissingInput, ["export", "-id", "none", "--models", workspace.Models, "--pt", "-o", workspace["dae.pt"]], "none");
        Assert.False(File.Exists(workspace["dae.pt"]));
    }

    [Fact]
    public async Task Published_slices_become_a_data_folder_that_says_what_was_assumed()
    {
        using var workspace = new Workspace();
        string[] import = ["import", "--slices", TestFiles.Golden("preprocess", "npy_test"), "--data", workspace.Data];

        var said = await CommandLine.Succeed(import);

        Assert.Contains("3 slices of 128x128 of 1 patient", said.OutputWords, StringComparison.Ordinal);
        Assert.Contains("that of BraTS is assumed", said.OutputWords, StringComparison.Ordinal);
        Assert.Contains("slices missing between others, such as BraTS2021_00000", said.OutputWords, StringComparison.Ordinal);
        await CommandLine.Succeed("verify", workspace.Data);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, import, "holds preprocessed data already");
        await CommandLine.Refuse(ExitCode.MissingInput, ["import", "--slices", workspace["none"], "--data", workspace["other"]], "none");
        Directory.CreateDirectory(workspace["bad", "patient_A"]);
        File.WriteAllBytes(workspace["bad", "patient_A", "slice_0.npz"], [1, 2, 3]);
        await CommandLine.Refuse(ExitCode.InvalidInput, ["import", "--slices", workspace["bad"], "--data", workspace["other"]], "slice_0.npz");
        Assert.False(Directory.Exists(workspace["other"]));
    }

    [Fact]
    public async Task An_import_of_both_or_neither_is_refused() =>
        await CommandLine.Refuse(ExitCode.InvalidOption, ["import", "-c", "a.pt", "--slices", "b"], "--checkpoint", "--slices");
}
