using System.Runtime.CompilerServices;
using BrainDae.Cli.Output;
using BrainDae.Faults;

namespace BrainDae.Cli.Tests.Faults;

/// <summary>
/// Runs in this process the commands that only prepare a fault or show what came of it: a second saved for each. Those that
/// are killed, told to end, or meet a full disk are processes, as is every run of a program that BRAINDAE_PROGRAM names.
/// </summary>
internal static class UndisturbedRun
{
    private const string Time = "SOURCE_DATE_EPOCH";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [ModuleInitializer]
    internal static void Offer() =>
        Braindae.WithoutProcess = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BRAINDAE_PROGRAM")) ? Run : null;

    private static BrainDae.Faults.Outcome Run(string root, string[] arguments)
    {
        // The tests of this assembly run one after another.
        var (folder, time) = (Environment.CurrentDirectory, Environment.GetEnvironmentVariable(Time));
        try
        {
            Environment.CurrentDirectory = root;
            Environment.SetEnvironmentVariable(Time, "1700000000");
            using StringWriter output = new(), errors = new();
            var code = Task.Run(() => BrainDaeApp.RunAsync(arguments, StreamConsole.Create(output, isPlain: true), StreamConsole.Create(errors, isPlain: true))).WaitAsync(Patience).GetAwaiter().GetResult();
            return new((int)code, $"{output}", $"{errors}", 0);
        }
        finally
        {
            Environment.CurrentDirectory = folder;
            Environment.SetEnvironmentVariable(Time, time);
        }
    }
}
