using System.Collections.Immutable;
using BrainDae.Mutation.Sites;
using BrainDae.Mutation.Tests;

namespace BrainDae.Mutation;

/// <summary>The repository whose built tests are used, and where things lie in it.</summary>
internal sealed class Repository(string root, ImmutableArray<string> without)
{
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Copies and what was learned about the tests. Within the repository, because some tests look for its files above their own folder.</summary>
    public string Work => Path.Combine(Root, "checks", "BrainDae.Mutation", "obj", "mutants");

    public string Equivalents => Path.Combine(Root, "checks", "BrainDae.Mutation", "equivalent.txt");

    /// <summary>The built test projects that use a library with an area.</summary>
    public ImmutableArray<TestProject> TestProjects() =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(Root, "tests"), "*.Tests").Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)
            .Where(name => !without.Contains(name)).Select(name => new TestProject(Root, name, Work))
            .Where(project => project.IsBuilt && Area.Assemblies.Any(project.Uses)),
    ];

    /// <summary>All sites, each library read where its own tests use it.</summary>
    public static ImmutableArray<Site> Sites(ImmutableArray<TestProject> projects)
    {
        var sites = ImmutableArray.CreateBuilder<Site>();
        foreach (var assembly in Area.Assemblies)
        {
            using var module = Library.Read(projects.Single(project => project.Name == assembly + ".Tests").Library(assembly));
            sites.AddRange(SiteFinder.In(module));
        }

        return sites.ToImmutable();
    }
}
