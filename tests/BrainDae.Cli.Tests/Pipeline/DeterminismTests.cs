using System.Diagnostics;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>The same command gives the same bytes: programs of their own, so that nothing is shared but the machine.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class DeterminismTests
{
    [Fact]
    public async Task Every_file_but_TensorBoards_is_the_same_again()
    {
        // Several threads are the harder case.
        var threads = Math.Min(2, Environment.ProcessorCount);
        using var folder = new TemporaryFolder();
        SyntheticCohort.Write(folder["source"]);
        var first = await All(folder, threads);
        Directory.Move(folder["run"], folder["before"]);
        Assert.Equal(first, await All(folder, threads));
        Assert.Contains(first, file => file.Name == "report.html");
        Assert.Contains(first, file => file.Name.EndsWith("log.jsonl", StringComparison.Ordinal));
    }

    /// <summary>Every command that writes, and what it wrote.</summary>
    private static async Task<(string Name, string Hash)[]> All(TemporaryFolder folder, int threads)
    {
        string[][] commands =
        [
            ["preprocess", "-s", "../source", "-o", "data", "--size", "32", .. Workspace.SplitFlags],
            ["train", "-id", "dae", "--base-channels", "4", "--depth", "2", "-nr", "8", "-bs", "4", "--iterations", "4", "--epochs", "2", "--weight-average", "0.9", .. Workspace.Precision()],
            ["calibrate", "-id", "dae", "--as", "copy", .. Workspace.Precision()],
            ["evaluate", "-id", "dae", "--resamples", "50", .. Workspace.Precision()],
            ["predict", "-i", "../source", "-o", "predictions", "-id", "dae", .. Workspace.Precision()],
            ["report", "-id", "dae", "-o", "report.html"],
        ];
        Directory.CreateDirectory(folder["run"]);
        foreach (var command in commands)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "braindae.dll"), .. command, "--threads", $"{threads}"])
            {
                WorkingDirectory = folder["run"],
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["SOURCE_DATE_EPOCH"] = "1700000000";
            using var program = Process.Start(start)!;
            var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(program.ExitCode == 0, $"{command[0]}: {await output}{await errors}");
        }

        return [.. Workspace.Contents(folder["run"]).Where(file => !Path.GetFileName(file.Name).StartsWith("events.out.", StringComparison.Ordinal))];
    }
}
