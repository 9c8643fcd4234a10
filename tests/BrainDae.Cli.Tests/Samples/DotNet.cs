using System.Diagnostics;

namespace BrainDae.Cli.Tests.Samples;

/// <summary>The `dotnet` command, and the folders of this repository.</summary>
internal static class DotNet
{
    /// <summary>The repository's root, or null where the tests were copied away from it.</summary>
    public static string? Repository { get; } = Find();

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    /// <summary>Runs a command in a folder to its end.</summary>
    /// <returns>The exit code, and everything it printed.</returns>
    public static Task<(int Code, string Output)> Run(string folder, params string[] arguments) => Run([], folder, arguments);

    /// <summary>Runs a command in a folder to its end, with environment variables of its own.</summary>
    /// <returns>The exit code, and everything it printed.</returns>
    public static async Task<(int Code, string Output)> Run(Dictionary<string, string> environment, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What MSBuild and the test host set for themselves must not reach another build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["CI"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var text = await output + await errors;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, text);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs a command that must work, and gives what it printed.</summary>
    public static async Task<string> Succeed(string folder, params string[] arguments)
    {
        var (code, output) = await Run(folder, arguments);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments)}: {code}\n{output}");
        return output;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BrainDae.slnx")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
