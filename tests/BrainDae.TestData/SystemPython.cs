using System.Diagnostics;

namespace BrainDae.TestData;

/// <summary>The system's Python, for cross-checks with the libraries of the field where they are installed.</summary>
public static class SystemPython
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Whether there is a Python that can import a module.</summary>
    public static bool Has(string module) => File.Exists(Interpreter) && Start(["-c", $"import {module}"]).ExitCode == 0;

    /// <summary>Runs a script and returns what it prints.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it printed to the error stream.</exception>
    public static string Run(string script, params string[] arguments)
    {
        var (exitCode, output, errors) = Start(["-c", script, .. arguments]);
        return exitCode == 0 ? output : throw new InvalidOperationException(errors);
    }

    private static (int ExitCode, string Output, string Errors) Start(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
