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

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task A_second_signal_ends_at_once_and_the_run_can_be_resumed(string signal, int code)
    {
        // An iteration of this size outlasts both signals.
        using var training = await Training.Begin("--base-channels", "64", "-bs", "16", "--iterations", "100", "--precision", "fp32");
        await training.Send(signal);
        await training.Told("Once more");
        await training.Send(signal);
        Assert.Equal(code, await training.Code());
        Assert.DoesNotContain("Interrupted", training.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("fault", training.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_full_disk_behind_standard_output_is_said_and_the_results_are_complete()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 2);
        var (code, errors) = await Shell($"preprocess -s '{workspace.Source}' -o '{workspace.Data}' --size 32 > /dev/full");
        Assert.Equal(5, code);
        Assert.StartsWith("error: standard output: cannot be written (", Assert.Single(errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        await CommandLine.Succeed("verify", workspace.Data);
        (code, errors) = await Shell($"preprocess -s '{workspace.Source}' -o '{workspace.Data}' --size 32 | head -c 0");
        Assert.Equal(0, code);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Too_little_memory_is_said_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ulimit -v limits memory on Linux alone");
        using var workspace = await Workspace.WithData();
        var line = string.Join(' ', workspace.TrainModel("-bs", "4", "--base-channels", "512", "--depth", "4").Select(part => $"'{part}'"));
        var (code, errors) = await Shell(line + " > /dev/null", before: "ulimit -v 9000000; ");
        Assert.Equal(9, code);
        Assert.StartsWith("error: There is not enough memory.", Assert.Single(errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Errors)> Shell(string arguments, string before = "")
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", $"{before}dotnet '{Path.Combine(AppContext.BaseDirectory, "braindae.dll")}' {arguments}"]) { RedirectStandardError = true })!;
        var errors = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, errors.ReplaceLineEndings("\n"));
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
