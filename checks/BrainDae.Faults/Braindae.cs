using System.Diagnostics;

namespace BrainDae.Faults;

/// <summary>The program under test, as a process of its own.</summary>
internal static class Braindae
{
    /// <summary>
    /// The program's path: this build's, or what BRAINDAE_PROGRAM names, so that an earlier program can be shown to fail.
    /// </summary>
    public static string Assembly => Environment.GetEnvironmentVariable("BRAINDAE_PROGRAM") is { Length: > 0 } other ? other : Path.Combine(AppContext.BaseDirectory, "braindae.dll");

    /// <summary>Runs a command that nothing disturbs, in a folder, without a process; null where every run is a process of its own.</summary>
    public static Func<string, string[], Outcome>? WithoutProcess { get; set; }

    /// <summary>Names of all commands, as the program lists them.</summary>
    public static string[] Commands() =>
    [
        .. Run(Path.GetTempPath(), ["--help"]).Output.ReplaceLineEndings("\n").Split('\n')
            .SkipWhile(line => line != "Commands:").Skip(1).TakeWhile(line => line.Length > 0).Select(line => line.Trim().Split(' ')[0]),
    ];

    /// <summary>Runs it to its end.</summary>
    /// <param name="root">The folder that faults are for; current folder of the run.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="fault">What goes wrong; null for nothing, and nothing is counted.</param>
    /// <param name="signal">Sent after some milliseconds; null for none.</param>
    public static Outcome Run(string root, IEnumerable<string> arguments, Fault? fault = null, (string Name, int After)? signal = null)
    {
        if (fault is null && signal is null && WithoutProcess is { } run)
        {
            return run(root, [.. arguments]);
        }

        using var program = Begin(root, arguments, fault, out var counter);
        var output = program.StandardOutput.ReadToEndAsync();
        var errors = program.StandardError.ReadToEndAsync();
        if (signal is { } sent && !program.WaitForExit(sent.After))
        {
            using var kill = Process.Start("kill", [sent.Name, $"{program.Id}"]);
            kill.WaitForExit();
        }

        program.WaitForExit();
        var steps = File.Exists(counter) && long.TryParse(File.ReadAllText(counter), out var counted) ? counted : 0;
        File.Delete(counter);
        return new(program.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult(), steps);
    }

    /// <summary>Starts it.</summary>
    /// <param name="root">The folder that faults are for.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="counter">The file that receives the number of steps.</param>
    public static Process Begin(string root, IEnumerable<string> arguments, Fault? fault, out string counter)
    {
        counter = Path.Combine(Path.GetTempPath(), $"braindae-steps-{Guid.NewGuid():N}");
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments]) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SOURCE_DATE_EPOCH"] = "1700000000";
        if (fault is not null)
        {
            start.Environment["LD_PRELOAD"] = Shim.Library ?? throw new InvalidOperationException("There is no C compiler (cc), so no faults can be made.");
            start.Environment["FAULT_ROOT"] = Path.Combine(root, fault.Below);
            start.Environment["FAULT_COUNT"] = counter;
            start.Environment["FAULT_MODE"] = fault.Mode;
            start.Environment["FAULT_AT"] = $"{fault.At}";
        }

        return Process.Start(start)!;
    }
}
