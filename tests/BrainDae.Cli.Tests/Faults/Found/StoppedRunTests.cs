using System.Diagnostics;
using BrainDae.Faults;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Faults.Found;

/// <summary>Rows 6, 7 and 9: runs that are killed or told to end.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class StoppedRunTests
{
    private const string NeedsCompiler = "faults are made by a C library that needs Linux and a C compiler (cc)";

    [Fact]
    public void Row_6_killed_at_any_step_of_the_split_the_next_run_mends_it()
    {
        Assert.SkipWhen(Shim.Library is null, NeedsCompiler);
        using var undisturbed = FoundSite.With("scans");
        var steps = Braindae.Run(undisturbed.Root, FoundSite.Preprocess, new("count", 0) { Below = "data/splits" }).Steps;
        Assert.True(steps > 3, "three files are written in fewer steps than three");
        var split = Workspace.Contents(undisturbed["data", "splits"]);

        // Data that are there already, so that a run takes no longer than the split.
        Directory.Delete(undisturbed["data", "splits"], recursive: true);
        for (var step = 1; step <= steps; step++)
        {
            using var site = FoundSite.With("scans");
            Workspace.Copy(undisturbed["data"], site["data"]);
            Assert.Equal(137, Braindae.Run(site.Root, FoundSite.Preprocess, new("kill", step) { Below = "data/splits" }).Code);
            var next = site.Run(FoundSite.Preprocess);
            Assert.True(next.Code == 0, $"killed at {step} of {steps}: {next.Code} {next.Said}");
            Assert.Equal(split, Workspace.Contents(site["data", "splits"]));
        }
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task Row_7_the_first_signal_is_answered_and_the_second_ends_at_once(string signal, int code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "a signal is sent with kill");
        using var site = FoundSite.With("data");

        // An iteration of this size outlasts both signals, and the wait for an answer.
        using var program = Braindae.Begin(site.Root, FoundSite.Train("new", "--base-channels", "256", "-bs", "32", "--precision", "fp32"), null, out _);
        try
        {
            _ = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var told = program.StandardError.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
            while (!program.HasExited && !(Directory.Exists(site["models", "new"]) && Directory.GetFiles(site["models", "new"], "events.out.*").Length > 0))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            await Send(signal, program);
            var answered = await Task.WhenAny(told, Task.Delay(5000, TestContext.Current.CancellationToken)) == told;
            await Send(signal, program);
            Assert.True(program.WaitForExit(TimeSpan.FromSeconds(15)), "the second signal did not end it");
            Assert.Equal(code, program.ExitCode);
            Assert.True(answered, "the first signal was not answered");
            Assert.Contains("Once more to stop at once.", await told, StringComparison.Ordinal);
            Assert.Empty(await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            program.Kill();
        }
    }

    [Theory]
    [InlineData("preprocess", "data")]
    [InlineData("evaluate", "results")]
    public void Row_9_the_next_run_removes_what_a_killed_one_left(string command, string output)
    {
        Assert.SkipWhen(Shim.Library is null, NeedsCompiler);
        string[] inputs = command == "preprocess" ? ["scans"] : ["data", "models"];
        var arguments = command == "preprocess" ? FoundSite.Preprocess : FoundSite.Evaluate;
        using var undisturbed = FoundSite.With(inputs);
        var steps = Braindae.Run(undisturbed.Root, arguments, Fault.CountWrites).Steps;
        for (var part = 1; part < 6; part += 2)
        {
            using var site = FoundSite.With(inputs);
            Assert.Equal(137, Braindae.Run(site.Root, arguments, new("torn", Math.Max(1, steps * part / 6))).Code);
            site.Succeed(arguments);
            Assert.Equal(FoundSite.Undisturbed(output), site.Entries(output));
        }
    }

    private static async Task Send(string signal, Process program)
    {
        using var kill = Process.Start("kill", [signal, $"{program.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
