using System.Collections.Immutable;
using BrainDae.Cli.Tests.Samples;

namespace BrainDae.Cli.Tests.Architecture;

/// <summary>Where the sources of the projects lie.</summary>
internal static class SourceFiles
{
    /// <summary>Whether the tests run inside a checkout.</summary>
    public static bool AreThere => Directory.Exists(Path.Combine(Root(), "src"));

    /// <summary>Names of the projects under src.</summary>
    public static ImmutableArray<string> Projects => [.. Directory.GetDirectories(Path.Combine(Root(), "src")).Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0).Select(folder => Path.GetFileName(folder)!)];

    /// <summary>Number of source files directly in each folder under src.</summary>
    public static ImmutableSortedDictionary<string, int> ByFolder => Directory.GetFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root(), path))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
        .GroupBy(path => Path.GetDirectoryName(path)!)
        .ToImmutableSortedDictionary(folder => folder.Key, folder => folder.Count(), StringComparer.Ordinal);

    /// <summary>The folder of the solution above the tests; compiler-recorded paths are rewritten in deterministic builds.</summary>
    public static string Root() => DotNet.Repository ?? AppContext.BaseDirectory;
}
