using BrainDae.Cli.Ending;
using BrainDae.Method.Models;
using BrainDae.Nifti;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Every kind of corruption and of network from scans to lesions, by flags alone.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class KindTests
{
    /// <summary>Each kind once, beside coarse noise and the U-Net, which all other tests use.</summary>
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "pixel", "autoencoder", "0" },
        { "none", "autoencoder", "0.75" },
        { "simplex", "unet-2.5d", "0.75" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_model_of_each_kind_predicts_and_goes_out_as_onnx(string corruption, string network, string lesions)
    {
        using var workspace = await Workspace.WithData();
        SyntheticCohort.WritePatient(workspace.Source, 1, "p1");
        await CommandLine.Succeed(Train(workspace, "--corruption", corruption, "--network", network, "--lesions", lesions));

        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--precision", "fp32", "-o", workspace["torch"]));
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--runtime", "onnx", "--precision", "fp32", "-o", workspace["onnx"]));
        await CommandLine.Succeed("export", "-id", "dae", "--models", workspace.Models, "--onnx", "-o", workspace["network.onnx"]);

        using var model = ModelFile.Open(workspace["models", "dae", "model.safetensors"]);
        Assert.Equal((corruption, network), (model.Manifest.Options.Corruption.Name, model.Manifest.Options.Network.Name));
        Assert.True(new FileInfo(workspace["network.onnx"]).Length > 1000);
        Assert.All(Scores("torch").Zip(Scores("onnx")), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.Contains(Scores("torch"), score => score != 0);

        float[] Scores(string folder) => NiftiReader.Read(workspace[folder, "p1", "p1_score.nii.gz"]).Stored<float>().ToArray();
    }

    [Fact]
    public async Task What_is_not_known_or_of_no_use_is_refused()
    {
        using var workspace = await Workspace.WithData();
        await CommandLine.Refuse(ExitCode.InvalidOption, Train(workspace, "--corruption", "smoke"), "--corruption 'smoke'", "coarse, none, pixel");
        await CommandLine.Refuse(ExitCode.InvalidOption, Train(workspace, "--network", "transformer"), "--network 'transformer'", "autoencoder, unet");
        await CommandLine.Refuse(ExitCode.InvalidOption, Train(workspace, "--corruption", "pixel", "--noise_res", "8"), "--noise_res: is of no use");
    }

    private static string[] Train(Workspace workspace, params string[] more) =>
    [
        "train", "--data", workspace.Data, "--models", workspace.Models, "-id", "dae", "--device", "cpu", "--threads", "1", "--precision", "fp32",
        "--base-channels", "2", "--depth", "2", "-bs", "4", "--iterations", "3", "--epochs", "1", .. more,
    ];
}
