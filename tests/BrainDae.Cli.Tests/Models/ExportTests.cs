using BrainDae.Cli.Ending;
using BrainDae.TestModels;
using Microsoft.ML.OnnxRuntime;

namespace BrainDae.Cli.Tests.Models;

/// <summary>Models for programs that know nothing of this one.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class ExportTests
{
    [Fact]
    public async Task Onnx_files_say_what_they_take_and_what_they_give()
    {
        using var workspace = await Workspace.WithModel();
        var file = workspace["out", "dae.onnx"];

        var outcome = await CommandLine.Succeed(Export(workspace, "--onnx", "--with-scores", "-o", file));

        Assert.Contains("(network, opset 17, ", outcome.OutputWords, StringComparison.Ordinal);
        Assert.Equal(["dae.onnx", "dae.published.onnx", "dae.signed_residual.onnx"], Directory.GetFiles(workspace["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var network = new InferenceSession(file);
        Assert.Equal([-1, 4, -1, -1], network.InputMetadata["images"].Dimensions);
        Assert.Equal(["reconstruction"], network.OutputMetadata.Keys);
        Assert.Equal(Workspace.HashOf(workspace["models", "dae", "model.safetensors"]), network.ModelMetadata.CustomMetadataMap["model_sha256"]);
        Assert.Equal("FLAIR,T1,T1ce,T2", network.ModelMetadata.CustomMetadataMap["modalities"], ignoreCase: true);
        using var score = new InferenceSession(workspace["out", "dae.signed_residual.onnx"]);
        Assert.Equal(["images", "reconstruction", "spacing"], score.InputMetadata.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("threshold_val", score.ModelMetadata.CustomMetadataMap.Keys);
        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public async Task File_that_is_there_is_replaced_only_when_asked()
    {
        using var workspace = await Workspace.WithModel();
        var (file, score) = (workspace["dae.onnx"], workspace["dae.published.onnx"]);
        await File.WriteAllTextAsync(score, "other", TestContext.Current.CancellationToken);

        await CommandLine.Refuse(ExitCode.OutputNotWritable, Export(workspace, "--onnx", "--with-scores", "-o", file), score, "--overwrite");
        Assert.False(File.Exists(file));
        await CommandLine.Succeed(Export(workspace, "--onnx", "-o", file));
        var first = Workspace.HashOf(file);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, Export(workspace, "--onnx", "-o", file), file, "--overwrite");
        await CommandLine.Succeed(Export(workspace, "--onnx", "--with-scores", "-o", file, "--overwrite"));

        Assert.Equal(first, Workspace.HashOf(file));
        Assert.NotEqual("other", await File.ReadAllTextAsync(score, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_format_must_be_named()
    {
        using var workspace = await Workspace.WithModel();

        await CommandLine.Refuse(ExitCode.InvalidOption, Export(workspace, "-o", workspace["dae.onnx"]), "--onnx");
    }

    private static string[] Export(Workspace workspace, params string[] more) => ["export", "-id", "dae", "--models", workspace.Models, .. more];
}
