using System.Diagnostics;
using BrainDae.Data.Cohorts;

namespace BrainDae.Cli.Tests.Streams;

/// <summary>The program itself, with its streams redirected as a script redirects them.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task An_error_is_one_line_on_standard_error_alone()
    {
        using var workspace = new Workspace();
        var source = workspace["[bold]no such folder[x] " + new string('n', 100)];
        var (code, output, errors) = await Start("preprocess", "-s", source, "-o", workspace.Data);
        Assert.Equal(3, code);
        Assert.Empty(output);
        Assert.Equal($"error: {source}: does not exist. Give the folder that holds one folder a patient.\n", errors);
    }

    [Fact]
    public async Task A_flag_that_is_unknown_is_one_line_on_standard_error_alone()
    {
        var (code, output, errors) = await Start("train", "--learning_rate", "1");
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.All(errors.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("error: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Results_go_to_standard_output_and_a_reason_is_not_broken_into_lines()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 2);
        var bad = SyntheticCohort.Scan(workspace.Source, SyntheticCohort.Name(1), Modality.T2);
        await File.WriteAllBytesAsync(bad, [], TestContext.Current.CancellationToken);
        var (code, output, errors) = await Start("preprocess", "-s", workspace.Source, "-o", workspace.Data, "--size", "32");
        Assert.Equal(8, code);
        Assert.Empty(errors);
        Assert.Single(output.Split('\n'), line => line.Contains(SyntheticCohort.Name(1), StringComparison.Ordinal) && line.Contains(bad, StringComparison.Ordinal));
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 400));
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public async Task Control_C_ends_training_with_130_and_keeps_the_checkpoint()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "a signal is sent with kill");
        using var workspace = await Workspace.WithData();
        using var program = Begin(workspace.TrainModel("--epochs", "100000"));
        var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!File.Exists(workspace["models", "dae", "last.json"]) && !program.HasExited)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        using (var kill = Process.Start("kill", ["-INT", $"{program.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // A shell starts background jobs with the signal ignored, and they would train for ever.
        if (!program.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            program.Kill();
            Assert.Fail("The interrupt was ignored for a minute: if the tests run as a background job of a script, run them in the foreground.");
        }

        Assert.Equal(130, program.ExitCode);
        Assert.Contains("epoch 1/100000", await output, StringComparison.Ordinal);
        Assert.Equal("Interrupted. What was finished is kept.\n", await errors);
        workspace.AssertNothingHalfWritten();
    }

    private static async Task<(int Code, string Output, string Errors)> Start(params string[] arguments)
    {
        using var program = Begin(arguments);
        var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }

    private static Process Begin(string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "braindae.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;
}
