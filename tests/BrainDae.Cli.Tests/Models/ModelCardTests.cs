using System.Text.Json;
using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.Models;

/// <summary>Model cards say what is true of the model, and name no patient.</summary>
public sealed class ModelCardTests
{
    [Fact]
    public async Task A_card_holds_data_recipe_figures_and_hashes_and_no_name()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        var file = workspace["dae.md"];
        var outcome = await CommandLine.Succeed(Card(workspace, file, "--results", workspace["results", "dae"]));
        Assert.Contains("with the figures of test.", outcome.OutputWords, StringComparison.Ordinal);

        var card = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.StartsWith("# Model card: dae\n", card, StringComparison.Ordinal);
        Assert.Contains("Trained on 4 patients and validated on 2 others.", card, StringComparison.Ordinal);
        Assert.Contains("1 epochs, 3 iterations done; weights of epoch 0", card, StringComparison.Ordinal);
        Assert.Contains("| batch size | 4 |", card, StringComparison.Ordinal);
        Assert.Contains("On the test split: 2 patients", card, StringComparison.Ordinal);
        Assert.Contains(Workspace.HashOf(workspace["models", "dae", "model.safetensors"]), card, StringComparison.Ordinal);
        Assert.DoesNotContain("BraTS2021_0", card, StringComparison.Ordinal);
        using var evaluation = JsonDocument.Parse(await File.ReadAllTextAsync(workspace["results", "dae", "test", "evaluation.json"], TestContext.Current.CancellationToken));
        var usual = evaluation.RootElement.GetProperty("scores").EnumerateArray().Single(score => score.GetProperty("is_default").GetBoolean());
        Assert.Contains($"| {usual.GetProperty("name").GetString()} (default) | {usual.GetProperty("figures").GetProperty("average_precision").GetProperty("value").GetDouble():0.000}", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_without_an_evaluation_says_so()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(Card(workspace, workspace["dae.md"]));
        Assert.Contains("so nothing is known of how well this model finds lesions", await File.ReadAllTextAsync(workspace["dae.md"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, Card(workspace, workspace["dae.md"]), "is there already");
    }

    [Fact]
    public async Task Figures_of_another_model_are_refused()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        await CommandLine.Succeed(workspace.Calibrate("--in-place", "--healthy-rate", "0.02"));
        await CommandLine.Refuse(ExitCode.InvalidInput, Card(workspace, workspace["dae.md"], "--results", workspace["results", "dae"]), "is of another model or another calibration", "Evaluate this model again");
        await CommandLine.Refuse(ExitCode.MissingInput, Card(workspace, workspace["dae.md"], "--results", workspace["nowhere"]), "holds no evaluation.json");
        await CommandLine.Refuse(ExitCode.InvalidOption, ["export", "-id", "dae", "--models", workspace.Models, "--onnx", "--results", "x", "-o", workspace["dae.onnx"]], "--results", "is for --card alone");
        await CommandLine.Refuse(ExitCode.InvalidOption, ["export", "-id", "dae", "--models", workspace.Models, "--onnx", "--pt", "-o", workspace["dae.onnx"]], "give one of them");
    }

    private static string[] Card(Workspace workspace, string file, params string[] more) => ["export", "-id", "dae", "--models", workspace.Models, "--card", "-o", file, .. more];
}
