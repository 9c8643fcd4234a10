using System.Diagnostics;
using System.Text;

namespace BrainDae.Cli.Tests.Streams;

/// <summary>A training that would never end, as a process of its own that is sent signals.</summary>
internal sealed class Training : IDisposable
{
    private readonly Process program;
    private readonly StringBuilder errors = new();
    private readonly StringBuilder output = new();

    private Training(Workspace workspace, Process program) => (Workspace, this.program) = (workspace, program);

    public Workspace Workspace { get; }

    public string Output => Text(output);

    public string Errors => Text(errors);

    /// <summary>Begins one and waits until its first checkpoint is written.</summary>
    public static async Task<Training> Begin()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "a signal is sent with kill");
        var workspace = await Workspace.WithData();
        var training = new Training(workspace, ProgramTests.Begin(workspace.TrainModel("--epochs", "100000")));
        Follow(training.program.StandardOutput, training.output);
        Follow(training.program.StandardError, training.errors);
        while (!File.Exists(workspace["models", "dae", "last.json"]) && !training.program.HasExited)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return training;
    }

    public async Task Send(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{program.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The exit code, once it has ended.</summary>
    public async Task<int> Code()
    {
        // A shell starts background jobs with the signal ignored, and they would train for ever.
        if (!program.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            program.Kill();
            Assert.Fail("The signal was ignored for a minute: if the tests run as a background job of a script, run them in the foreground.");
        }

        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(1) && Errors.Length == 0;)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return program.ExitCode;
    }

    public void Dispose()
    {
        if (!program.HasExited)
        {
            program.Kill();
            program.WaitForExit();
        }

        program.Dispose();
        Workspace.Dispose();
    }

    private static void Follow(StreamReader from, StringBuilder to) => _ = Task.Run(async () =>
    {
        var buffer = new char[1024];
        for (var read = await from.ReadAsync(buffer); read > 0; read = await from.ReadAsync(buffer))
        {
            lock (to)
            {
                to.Append(buffer, 0, read);
            }
        }
    });

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString().ReplaceLineEndings("\n");
        }
    }
}
