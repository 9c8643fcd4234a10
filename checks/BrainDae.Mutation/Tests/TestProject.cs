using System.Collections.Immutable;
using System.Diagnostics;
using Mono.Cecil;

namespace BrainDae.Mutation.Tests;

/// <summary>A built test project and a copy of its output, in which libraries are exchanged.</summary>
internal sealed class TestProject
{
    private readonly string built;
    private readonly string copy;

    /// <param name="root">Root of the repository.</param>
    /// <param name="name">Name of the project.</param>
    /// <param name="work">Folder of the copies.</param>
    public TestProject(string root, string name, string work)
    {
        Name = name;
        built = Path.Combine(root, "tests", name, "bin", "Release", "net10.0");
        copy = Path.Combine(work, name, "Release", "net10.0");
    }

    public string Name { get; }

    public bool IsBuilt => File.Exists(Library(Name));

    public bool Uses(string assembly) => File.Exists(Library(assembly));

    /// <summary>A library as built.</summary>
    public string Library(string assembly) => Path.Combine(built, assembly + ".dll");

    /// <summary>Where the library lies that the copy's tests use.</summary>
    public string Exchanged(string assembly) => Path.Combine(copy, assembly + ".dll");

    /// <summary>Our libraries and tests, whose content decides what a run does.</summary>
    public IEnumerable<string> Inputs => Directory.EnumerateFiles(built, "*.dll").Where(path => Path.GetFileName(path).StartsWith("BrainDae.", StringComparison.Ordinal)).Order();

    /// <summary>Copies the output by links: libtorch alone is 460 MB.</summary>
    public void Copy()
    {
        if (Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        using var process = Process.Start("cp", ["-al", built, copy]);
        process.WaitForExit();
    }

    public void Restore(string assembly)
    {
        File.Delete(Exchanged(assembly));
        File.Copy(Library(assembly), Exchanged(assembly));
    }

    public ImmutableArray<string> Classes()
    {
        using var module = Sites.Library.Read(Library(Name));
        return [.. module.Types.Where(type => type is { IsAbstract: false } && type.Methods.Any(IsTest)).Select(type => type.FullName).Order(StringComparer.Ordinal)];
    }

    public TestRun Run(IEnumerable<string> classes, TimeSpan limit, params IEnumerable<(string Name, string Value)> environment) =>
        TestRun.Of(Path.Combine(copy, Name), classes, limit, environment);

    private static bool IsTest(MethodDefinition method) =>
        method.CustomAttributes.Any(a => a.AttributeType.Name.EndsWith("FactAttribute", StringComparison.Ordinal) || a.AttributeType.Name.EndsWith("TheoryAttribute", StringComparison.Ordinal));
}
