namespace BrainDae.Mutation.Results;

/// <summary>Mutants that compute the same, each with the reason: lines "method operator ordinal: reason"; # starts a comment.</summary>
internal static class Equivalents
{
    public static IReadOnlyDictionary<string, string> Read(string path) => File.ReadAllLines(path)
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? throw new FormatException($"{path}: \"{parts[0]}\" has no reason."));
}
