using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.BadInput;

/// <summary>Data, splits and folders that cannot be trained on; no model folder is left behind.</summary>
public sealed class TrainingInputTests
{
    [Fact]
    public async Task A_data_folder_without_manifest()
    {
        using var workspace = new Workspace();
        await CommandLine.Refuse(ExitCode.MissingInput, workspace.TrainModel(), workspace["data", "manifest.json"], "Run braindae preprocess");
        Assert.Empty(workspace.Entries());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{ \"format_version\": 1, \"patients\": null }")]
    [InlineData("[1, 2")]
    public async Task A_manifest_that_is_damaged(string text)
    {
        using var workspace = await Workspace.WithData();
        await File.WriteAllTextAsync(workspace["data", "manifest.json"], text, TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.InvalidInput, workspace["data", "manifest.json"], "Run braindae preprocess again");
    }

    [Fact]
    public async Task A_split_that_overlaps_another()
    {
        using var workspace = await Workspace.WithData();
        await File.AppendAllLinesAsync(Split(workspace, "val"), [File.ReadLines(Split(workspace, "train")).First()], TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.InvalidInput, "train.txt", "val.txt", "both list");
    }

    [Fact]
    public async Task A_split_with_an_unknown_patient()
    {
        using var workspace = await Workspace.WithData();
        await File.AppendAllLinesAsync(Split(workspace, "train"), ["[nobody]"], TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.MissingInput, "[nobody]", workspace.Data);
    }

    [Theory]
    [InlineData("val", ExitCode.InvalidInput, "val.txt")]
    [InlineData("train", ExitCode.InvalidOption, "--batch_size 4")]
    public async Task A_split_that_is_empty(string part, ExitCode code, string fault)
    {
        using var workspace = await Workspace.WithData();
        await File.WriteAllTextAsync(Split(workspace, part), "\n", TestContext.Current.CancellationToken);
        await Refused(workspace, code, fault);
    }

    [Fact]
    public async Task A_split_of_which_a_file_is_missing()
    {
        using var workspace = await Workspace.WithData();
        File.Delete(Split(workspace, "test"));
        await Refused(workspace, ExitCode.MissingInput, "test.txt", "does not exist");
    }

    [Fact]
    public async Task Slices_that_are_gone()
    {
        using var workspace = await Workspace.WithData();
        Directory.Delete(workspace["data", "slices"], recursive: true);
        await Refused(workspace, ExitCode.MissingInput, ".safetensors", "Run braindae preprocess again");
    }

    [Fact]
    public async Task Slices_of_another_run_than_the_manifest()
    {
        using var workspace = await Workspace.WithData();
        File.Copy(
            workspace["data", "slices", SyntheticCohort.Name(0) + ".safetensors"],
            workspace["data", "slices", File.ReadLines(Split(workspace, "train")).First(name => name != SyntheticCohort.Name(0)) + ".safetensors"],
            overwrite: true);
        await Refused(workspace, ExitCode.InvalidInput, ".safetensors", "Run braindae preprocess again");
    }

    [Theory]
    [InlineData("--epochs 0", "--epochs 0")]
    [InlineData("--noise_std nan", "--noise_std NaN")]
    [InlineData("--noise_std -1", "--noise_std -1")]
    [InlineData("-nr 33", "--noise_res 33")]
    [InlineData("-lr 0", "--learning-rate 0")]
    [InlineData("--clip-norm -1", "--clip-norm -1")]
    [InlineData("-bs 1000000", "--batch_size 1000000")]
    [InlineData("--depth 7", "--depth 7")]
    [InlineData("--threads -1", "--threads -1")]
    public async Task A_value_out_of_range(string flag, string fault)
    {
        using var workspace = await Workspace.WithData();
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.TrainModel(flag.Split(' ')), fault);
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.TrainModel([.. flag.Split(' '), "--dry-run"]), fault);
        Assert.False(Directory.Exists(workspace.Models));
    }

    [Fact]
    public async Task A_device_that_is_not_there()
    {
        using var workspace = await Workspace.WithData();
        await CommandLine.Refuse(ExitCode.DeviceUnavailable, ["train", "--data", workspace.Data, "--models", workspace.Models, "-nr", "8", "--device", "cuda:99"], "--device cuda:99");
        Assert.False(Directory.Exists(workspace.Models));
    }

    [Fact]
    public async Task A_models_folder_in_place_of_which_there_is_a_file()
    {
        using var workspace = await Workspace.WithData();
        await File.WriteAllTextAsync(workspace.Models, "", TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.TrainModel(), workspace.Models, "cannot be written");
        workspace.AssertNothingHalfWritten();
    }

    private static string Split(Workspace workspace, string part) => workspace["data", "splits", part + ".txt"];

    private static async Task Refused(Workspace workspace, ExitCode code, params string[] parts)
    {
        await CommandLine.Refuse(code, workspace.TrainModel(), parts);
        await CommandLine.Refuse(code, workspace.TrainModel("--dry-run"), parts);
        Assert.False(Directory.Exists(workspace.Models));
    }
}
