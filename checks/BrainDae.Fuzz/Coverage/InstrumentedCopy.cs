using System.Diagnostics;
using BrainDae.Fuzz.Running;

namespace BrainDae.Fuzz.Coverage;

/// <summary>
/// Runs this program a second time, from a copy of its folder whose libraries are instrumented: assemblies cannot be
/// rewritten once they are loaded.
/// </summary>
public static class InstrumentedCopy
{
    private const string Marker = "BRAINDAE_FUZZ_COPY";

    /// <summary>Whether this process is the copy.</summary>
    public static bool IsThis => Environment.GetEnvironmentVariable(Marker) is not null;

    /// <summary>Makes the copy, runs it with the same arguments and removes it.</summary>
    /// <returns>Its exit code.</returns>
    public static int Run(IEnumerable<string> arguments)
    {
        var folder = Directory.CreateTempSubdirectory("braindae-fuzz-copy-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            foreach (var library in Directory.GetFiles(folder, "BrainDae.*.dll").Where(file => Path.GetFileNameWithoutExtension(file) != typeof(EdgeMap).Assembly.GetName().Name))
            {
                Instrumenter.Rewrite(library);
            }

            return Start(folder, arguments);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Start(string folder, IEnumerable<string> arguments)
    {
        var host = Environment.ProcessPath!;
        var program = typeof(EdgeMap).Assembly.GetName().Name!;
        var own = Path.GetFileName(host) is var name && (name == program || name == program + ".exe");
        var start = new ProcessStartInfo(
            own ? Path.Combine(folder, Path.GetFileName(host)) : host,
            own ? arguments : [Path.Combine(folder, program + ".dll"), .. arguments]);
        start.Environment[Marker] = "1";
        using var process = Process.Start(start)!;
        Console.CancelKeyPress += (_, e) => e.Cancel = true;
        process.WaitForExit();
        if (process.ExitCode > sbyte.MaxValue)
        {
            // Such as a stack overflow, which nothing in the process can catch.
            Console.Error.WriteLine($"The process was killed (exit code {process.ExitCode}); the input that it was reading lies in {ScratchFolder.Root} still.");
        }

        return process.ExitCode;
    }
}
