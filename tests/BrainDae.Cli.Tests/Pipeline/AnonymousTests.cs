using System.Text;
using System.Text.Json;
using BrainDae.Cli.Ending;
using BrainDae.Data.Splits;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Models that hold no name of a patient, nor a hash that guessed names can be compared with without the salt.</summary>
public sealed class AnonymousTests
{
    private static readonly string[] Written = ["model.safetensors", "model.json", "last.safetensors", "last.json"];

    [Fact]
    public async Task A_run_without_names_names_nobody_whatever_is_done_with_it_later()
    {
        using var workspace = await Workspace.WithData();
        await CommandLine.Succeed(workspace.TrainModel("--epochs", "1", "--anonymous"));
        AssertNobodyIsNamed(workspace);

        var again = await CommandLine.Succeed(workspace.Calibrate("--in-place"));
        Assert.Contains("stores hashes in place of names", again.OutputWords, StringComparison.Ordinal);
        AssertNobodyIsNamed(workspace);

        await CommandLine.Succeed(workspace.TrainModel("--epochs", "2", "--resume"));
        AssertNobodyIsNamed(workspace);
    }

    [Fact]
    public async Task Calibrating_without_names_takes_those_of_training_out_of_every_file()
    {
        using var workspace = await Workspace.WithModel();
        Assert.Contains(SyntheticCohort.Patients, patient => Text(workspace, "last.safetensors").Contains(patient.Name, StringComparison.Ordinal));

        await CommandLine.Succeed(workspace.Calibrate("--in-place", "--anonymous"));

        AssertNobodyIsNamed(workspace);
        await CommandLine.Refuse(ExitCode.InvalidInput, workspace.Evaluate("-s", "train"), "trained on");
        await CommandLine.Succeed(workspace.TrainModel("--epochs", "2", "--resume"));
        AssertNobodyIsNamed(workspace);
    }

    [Fact]
    public async Task An_anonymous_copy_leaves_the_model_as_it_is()
    {
        using var workspace = await Workspace.WithModel();
        var before = Text(workspace, "model.safetensors");

        await CommandLine.Succeed(workspace.Calibrate("--as", "copy", "--anonymous"));

        AssertNobodyIsNamed(workspace, "copy", "model.safetensors", "model.json");
        Assert.Equal(before, Text(workspace, "model.safetensors"));
    }

    [Fact]
    public async Task A_run_that_was_begun_with_names_is_not_resumed_without()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.TrainModel("--epochs", "2", "--resume", "--anonymous"), "--resume", "calibrate --anonymous --in-place");
    }

    [Fact]
    public async Task Another_split_is_noticed_without_names_too()
    {
        using var workspace = await Workspace.WithData();
        await CommandLine.Succeed(workspace.TrainModel("--epochs", "1", "--anonymous"));
        var (train, test) = (workspace["data", "splits", "train.txt"], workspace["data", "splits", "test.txt"]);
        var moved = (await File.ReadAllLinesAsync(test, TestContext.Current.CancellationToken))[0];
        await File.WriteAllLinesAsync(test, (await File.ReadAllLinesAsync(test, TestContext.Current.CancellationToken))[1..], TestContext.Current.CancellationToken);
        await File.AppendAllLinesAsync(train, [moved], TestContext.Current.CancellationToken);

        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.TrainModel("--epochs", "2", "--resume"), "another train.txt");
    }

    private static void AssertNobodyIsNamed(Workspace workspace) => AssertNobodyIsNamed(workspace, "dae", Written);

    private static void AssertNobodyIsNamed(Workspace workspace, string model, params string[] files)
    {
        var split = SplitFiles.Read(workspace["data", "splits"]);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(workspace["data", "manifest.json"]));
        string[] forbidden =
        [
            .. SyntheticCohort.Patients.Select(patient => patient.Name),
            .. manifest.RootElement.GetProperty("patients").EnumerateArray().Select(patient => patient.GetProperty("content_sha256").GetString()!),
            .. new[] { split.Train, split.Val, split.Test }.Select(names => CohortSplit.ContentHash(names)),
            .. SyntheticCohort.Patients.Select(patient => CohortSplit.ContentHash([patient.Name])),
        ];
        foreach (var file in files)
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(workspace["models", model, file]));
            Assert.All(forbidden, word => Assert.False(text.Contains(word, StringComparison.OrdinalIgnoreCase), $"{file} holds {word}"));
        }
    }

    private static string Text(Workspace workspace, string file) => Encoding.Latin1.GetString(File.ReadAllBytes(workspace["models", "dae", file]));
}
