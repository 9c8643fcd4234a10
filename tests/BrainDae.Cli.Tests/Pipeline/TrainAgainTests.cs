using System.Text.Json;
using BrainDae.Cli.Ending;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Training where a model of the name exists.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class TrainAgainTests
{
    [Fact]
    public async Task A_model_is_not_trained_over_unless_told()
    {
        using var workspace = await Workspace.WithModel();
        var before = await File.ReadAllBytesAsync(workspace["models", "dae", "model.safetensors"], TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.TrainModel("--epochs", "1"), workspace["models", "dae"], "--resume", "--overwrite");
        Assert.Equal(before, await File.ReadAllBytesAsync(workspace["models", "dae", "model.safetensors"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Overwriting_starts_anew()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.TrainModel("--epochs", "1", "--overwrite", "--seed", "5"));
        Assert.Equal(5, Manifest(workspace).GetProperty("options").GetProperty("seed").GetInt32());
        Assert.Equal(1, Manifest(workspace).GetProperty("progress").GetProperty("epochs_done").GetInt32());
        Assert.Single(await File.ReadAllLinesAsync(workspace["models", "dae", "log.jsonl"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Resuming_ends_with_the_weights_of_an_uninterrupted_run()
    {
        using var resumed = await Workspace.WithModel();
        var second = await CommandLine.Succeed(resumed.TrainModel("--epochs", "2", "--resume"));
        Assert.Contains("going on at epoch 1", second.Output, StringComparison.Ordinal);
        using var whole = await Workspace.WithData();
        await CommandLine.Succeed(whole.TrainModel("--epochs", "2"));
        Assert.Equal(
            await File.ReadAllBytesAsync(whole["models", "dae", "model.safetensors"], TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(resumed["models", "dae", "model.safetensors"], TestContext.Current.CancellationToken));
        Assert.Equal(2, (await File.ReadAllLinesAsync(resumed["models", "dae", "log.jsonl"], TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Resuming_a_finished_run_changes_nothing()
    {
        using var workspace = await Workspace.WithModel();
        var before = await File.ReadAllBytesAsync(workspace["models", "dae", "last.safetensors"], TestContext.Current.CancellationToken);
        await CommandLine.Succeed(workspace.TrainModel("--epochs", "1", "--resume"));
        Assert.Equal(before, await File.ReadAllBytesAsync(workspace["models", "dae", "last.safetensors"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Resuming_with_another_recipe_is_refused_and_names_the_difference()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.TrainModel("--epochs", "2", "--resume", "--seed", "5"), "--resume", "seed", "last.safetensors");
    }

    [Fact]
    public async Task Resuming_without_a_checkpoint_is_refused()
    {
        using var workspace = await Workspace.WithData();
        await CommandLine.Refuse(ExitCode.MissingInput, workspace.TrainModel("--resume"), "last.safetensors", "leave out --resume");
        Assert.False(Directory.Exists(workspace.Models));
    }

    [Fact]
    public async Task A_dry_run_prints_the_options_and_writes_nothing()
    {
        using var workspace = await Workspace.WithData();
        var before = workspace.Entries();
        var dry = await CommandLine.Succeed(workspace.TrainModel("--dry-run"));
        Assert.Contains("4 train, 2 val, 2 test", dry.OutputWords, StringComparison.Ordinal);
        Assert.Equal(before, workspace.Entries());
    }

    private static JsonElement Manifest(Workspace workspace)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(workspace["models", "dae", "last.json"]));
        return document.RootElement.Clone();
    }
}
