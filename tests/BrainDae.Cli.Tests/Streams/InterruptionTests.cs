using System.Text.Json;
using BrainDae.Cli.Ending;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Streams;

/// <summary>An interruption ends with code 130 and keeps what was finished.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class InterruptionTests
{
    [Fact]
    public async Task Training_stops_and_can_be_resumed()
    {
        using var workspace = await Workspace.WithData();
        using var stop = new CancellationTokenSource();
        var last = workspace["models", "dae", "last.json"];
        var running = CommandLine.Run(stop.Token, workspace.TrainModel("--epochs", "100000"));
        while (!File.Exists(last) && !running.IsCompleted)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        var outcome = await running;
        Assert.Equal(ExitCode.Cancelled, outcome.Code);
        Assert.Equal("Interrupted. What was finished is kept.", Assert.Single(outcome.ErrorLines));
        workspace.AssertNothingHalfWritten();

        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(last, TestContext.Current.CancellationToken));
        var done = manifest.RootElement.GetProperty("progress").GetProperty("epochs_done").GetInt32();
        Assert.InRange(done, 1, 99_999);
        await CommandLine.Succeed(workspace.TrainModel("--resume", "--epochs", $"{done + 1}"));
        Assert.Equal(done + 1, (await File.ReadAllLinesAsync(workspace["models", "dae", "log.jsonl"], TestContext.Current.CancellationToken)).Length);
    }

    [Theory]
    [InlineData("preprocess")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    public async Task A_command_that_is_interrupted_at_once_leaves_nothing_half_written(string command)
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 2);
        string[] arguments = command switch
        {
            "evaluate" => workspace.Evaluate(),
            "predict" => workspace.Predict("-i", workspace.Source, "--threshold", "0.1"),
            _ => ["preprocess", "-s", workspace.Source, "-o", workspace["new"], "--size", "32"],
        };
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var outcome = await CommandLine.Run(stop.Token, arguments);
        Assert.Equal(ExitCode.Cancelled, outcome.Code);
        Assert.Single(outcome.ErrorLines);
        workspace.AssertNothingHalfWritten();
    }
}
