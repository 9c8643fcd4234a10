using System.Diagnostics;
using BrainDae.Data.Cohorts;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Streams;

/// <summary>The program itself, with its streams redirected as a script redirects them.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
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

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task A_signal_ends_training_with_its_code_and_keeps_the_checkpoint(string signal, int code)
    {
        using var training = await Training.Begin();
        await training.Send(signal);
        Assert.Equal(code, await training.Code());
        Assert.Contains("epoch 1/100000", training.Output, StringComparison.Ordinal);
        Assert.Equal("note: Stopping after the iteration or patient at hand. Once more to stop at once.\nInterrupted. What was finished is kept.\n", training.Errors);
        training.Workspace.AssertNothingHalfWritten();
    }

    private static async Task<(int Code, string Output, string Errors)> Start(params string[] arguments)
    {
        using var program = Begin(arguments);
        var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }

    internal static Process Begin(string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "braindae.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;
}
