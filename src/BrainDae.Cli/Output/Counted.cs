namespace BrainDae.Cli.Output;

/// <summary>Numbers of things, in words: 1 patient, 2 patients.</summary>
internal static class Counted
{
    /// <param name="number">How many.</param>
    /// <param name="thing">One of them; more of them take an s.</param>
    public static string Of(long number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";
}
