using System.Diagnostics;

namespace BrainDae.TestData;

/// <summary>Runs a script with the system's Python, for cross-checks against the libraries of the field.</summary>
public static class ScientificPython
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Why no cross-check is possible here, or null.</summary>
    public static string? Missing { get; } = Why("import numpy, scipy.ndimage, sklearn.metrics", "NumPy, SciPy or scikit-learn");

    /// <summary>Why no cross-check with scikit-image too is possible here, or null.</summary>
    public static string? MissingImage { get; } = Missing ?? Why("import skimage.metrics", "scikit-image");

    /// <summary>Runs a script and returns what it prints.</summary>
    public static string Run(string script, params ReadOnlySpan<string> arguments)
    {
        var (exitCode, output, error) = Start(script, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException(error);
    }

    private static string? Why(string script, string packages)
    {
        if (!File.Exists(Interpreter))
        {
            return $"{Interpreter} is not installed.";
        }

        return Start(script, []).ExitCode == 0 ? null : $"{packages} is not installed.";
    }

    private static (int ExitCode, string Output, string Error) Start(string script, ReadOnlySpan<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
