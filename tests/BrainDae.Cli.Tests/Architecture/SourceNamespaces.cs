using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BrainDae.Cli.Tests.Samples;

namespace BrainDae.Cli.Tests.Architecture;

/// <summary>Which namespace refers to which, read from the sources of one project.</summary>
internal static partial class SourceNamespaces
{
    /// <summary>Namespace to the namespaces of this software that it names, itself left out.</summary>
    public static ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Of(string project)
    {
        var files = Sources(Path.Combine("src", project))
            .Select(File.ReadAllText)
            .Where(text => Declared().IsMatch(text))
            .ToArray();
        return files.GroupBy(text => Declared().Match(text).Groups[1].Value).ToImmutableSortedDictionary(
            group => group.Key,
            group => group.SelectMany(Named).Where(name => name != group.Key).ToImmutableSortedSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>Whether the tests run inside a checkout.</summary>
    public static bool AreThere => Directory.Exists(Path.Combine(Root(), "src"));

    /// <summary>Names of the projects under src.</summary>
    public static ImmutableArray<string> Projects => [.. Directory.GetDirectories(Path.Combine(Root(), "src")).Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0).Select(folder => Path.GetFileName(folder)!)];

    /// <summary>The sources of all projects but the command line.</summary>
    public static IEnumerable<string> LibraryFiles => Projects.Where(project => project != "BrainDae.Cli").SelectMany(project => Sources(Path.Combine("src", project)));

    /// <summary>Number of source files directly in each folder under src.</summary>
    public static ImmutableSortedDictionary<string, int> FilesByFolder => Sources("src").GroupBy(path => Path.GetRelativePath(Root(), Path.GetDirectoryName(path)!))
        .ToImmutableSortedDictionary(folder => folder.Key, folder => folder.Count(), StringComparer.Ordinal);

    /// <summary>Some cycle as A > B > A, or null.</summary>
    public static string? Cycle(ImmutableSortedDictionary<string, ImmutableSortedSet<string>> graph)
    {
        HashSet<string> finished = [];
        return graph.Keys.Select(start => Walk(start, [])).FirstOrDefault(cycle => cycle is not null);

        string? Walk(string name, ImmutableList<string> path)
        {
            if (path.Contains(name))
            {
                return string.Join(" > ", path.Skip(path.IndexOf(name)).Append(name));
            }

            if (!finished.Contains(name) && graph.TryGetValue(name, out var targets)
                && targets.Select(target => Walk(target, path.Add(name))).FirstOrDefault(cycle => cycle is not null) is { } found)
            {
                return found;
            }

            finished.Add(name);
            return null;
        }
    }

    private static IEnumerable<string> Sources(string folder) => Directory.GetFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(Root(), path).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static IEnumerable<string> Named(string text) => Using().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The folder of the solution above the tests; compiler-recorded paths are rewritten in deterministic builds.</summary>
    public static string Root() => DotNet.Repository ?? AppContext.BaseDirectory;

    [GeneratedRegex(@"^namespace (BrainDae[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"^using (?!static )(?:\w+ = )?(BrainDae[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
