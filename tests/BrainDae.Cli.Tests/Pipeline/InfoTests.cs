using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>What `info` says of what the other commands wrote.</summary>
public sealed class InfoTests
{
    [Fact]
    public async Task Every_folder_is_described_by_what_is_in_it()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 2);
        await CommandLine.Succeed(workspace.Evaluate());
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source));
        var all = await CommandLine.Succeed(["info", workspace.Data, workspace.Models, workspace.Results, workspace["predictions"]]);

        Assert.Contains($"{workspace.Data}: data folder", all.Output, StringComparison.Ordinal);
        Assert.Contains("  patients: 8, 8 with a segmentation", all.Output, StringComparison.Ordinal);
        Assert.Contains("  split: 4 train, 2 val, 2 test", all.Output, StringComparison.Ordinal);
        Assert.Contains("  preprocessing: size 32, quantile 0.99, brain_threshold 0.5", all.Output, StringComparison.Ordinal);
        Assert.Contains($"{workspace["models", "dae", "model.safetensors"]}: model", all.Output, StringComparison.Ordinal);
        Assert.Contains("  identifier: dae", all.Output, StringComparison.Ordinal);
        Assert.Contains("  trained on: 4 patients, validated on 2; slices of 32 x 32", all.Output, StringComparison.Ordinal);
        Assert.Contains("  training: 1 of 1 epochs, 3 iterations of 4 slices, seed 0", all.Output, StringComparison.Ordinal);
        Assert.Contains("  notices implausible scans: yes, by 6 patients that it knows", all.Output, StringComparison.Ordinal);
        Assert.Contains("  corrects inhomogeneity: no", all.Output, StringComparison.Ordinal);
        Assert.Contains("  split: test: 2 patients", all.Output, StringComparison.Ordinal);
        Assert.Contains("  leak audit: none of these patients was trained on", all.Output, StringComparison.Ordinal);
        Assert.Contains($"{workspace["predictions"]}: predictions", all.Output, StringComparison.Ordinal);
        Assert.Contains("  models: dae (", all.Output, StringComparison.Ordinal);
        Assert.Contains("  patients: 2, ", all.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_nothing_of_ours_is_refused()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace["empty"]);
        await CommandLine.Refuse(ExitCode.MissingInput, ["info", workspace["empty"]], "holds no data, model, results or predictions of braindae");
        await CommandLine.Refuse(ExitCode.MissingInput, ["info", workspace["nowhere"]], "does not exist");
    }

    [Fact]
    public async Task Damage_is_named()
    {
        using var workspace = await Workspace.WithModel();
        var path = workspace["data", "manifest.json"];
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("\"size\": 32", "\"size\": 64", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.InvalidInput, ["info", workspace.Data], path, "is not as it was written");
    }
}
