using BrainDae.Cli.Ending;
using Spectre.Console.Testing;

namespace BrainDae.Cli.Tests;

/// <summary>Runs command lines in this process, on consoles that are 80 columns wide.</summary>
internal static class CommandLine
{
    public static Task<Outcome> Run(params string[] args) => Run(TestContext.Current.CancellationToken, args);

    public static async Task<Outcome> Run(CancellationToken cancellation, params string[] args)
    {
        using var output = new TestConsole();
        using var errors = new TestConsole();
        var code = await BrainDaeApp.RunAsync(args, output, errors, cancellation);
        return new(code, output.Output, errors.Output);
    }

    /// <summary>Runs a command line that must work.</summary>
    public static async Task<Outcome> Succeed(params string[] args)
    {
        var outcome = await Run(args);
        Assert.True(outcome.Code == ExitCode.Success, $"{outcome.Code}\n{outcome.Output}\n{outcome.Errors}");
        Assert.Empty(outcome.Errors);
        return outcome;
    }

    /// <summary>Runs a command line that must be refused with one line that contains all the parts.</summary>
    public static async Task<Outcome> Refuse(ExitCode code, string[] args, params string[] parts)
    {
        var outcome = await Run(args);
        Assert.True(outcome.Code == code, $"{outcome.Code}\n{outcome.Output}\n{outcome.Errors}");
        outcome.AssertOneError(parts);
        return outcome;
    }
}

/// <summary>What a command line ended with.</summary>
internal sealed record Outcome(ExitCode Code, string Output, string Errors)
{
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whole words of the output, whatever lines and table borders they were wrapped into.</summary>
    public string OutputWords => string.Join(' ', Output.Split([' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The output without any white space or border, to find a path that a table broke.</summary>
    public string OutputLetters => string.Concat(Output.Where(c => !char.IsWhiteSpace(c) && c != '│'));

    public void AssertOneError(params string[] parts)
    {
        var line = Assert.Single(ErrorLines);
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        foreach (var part in parts)
        {
            Assert.True(line.Contains(part, StringComparison.Ordinal), $"'{part}' is not in: {line}");
        }
    }
}
