using System.Diagnostics;
using System.Text.Json;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Workers;

/// <summary>A workload in a process of its own, so that allocator settings and thread pools of one cannot help or harm another.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;
    private readonly string description;

    public WorkerProcess(string workload, params IEnumerable<string> settings)
    {
        string[] arguments = ["worker", workload, .. settings];
        description = string.Join(' ', arguments);
        process = Process.Start(Command(arguments))!;
    }

    /// <summary>Does the work once and waits for it.</summary>
    public Sample Run()
    {
        process.StandardInput.WriteLine();
        process.StandardInput.Flush();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Worker.SampleMark, StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize<Sample>(line.AsSpan(Worker.SampleMark.Length))!;
            }
        }

        process.WaitForExit();
        throw BrainDaeException.Invalid($"'{description}' ended with exit code {process.ExitCode} and no result; see its message above (out of memory if there is none).");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static ProcessStartInfo Command(string[] arguments)
    {
        var program = Environment.ProcessPath!;
        var throughHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return new(program, throughHost ? [typeof(WorkerProcess).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
    }
}
