using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BrainDae.Mutation.Sites;

namespace BrainDae.Mutation.Tests;

/// <summary>
/// Runs each test class once, with libraries that only record what is reached: this is also the proof that the tests
/// pass without a mutant, and how long they take. What was learned is kept until a library, the tests or the draw change.
/// </summary>
internal sealed class Coverage(string work, ImmutableArray<Site> sites, Action<string> say)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public ImmutableArray<ClassCoverage> Of(TestProject project)
    {
        var key = Key(project);
        var file = Path.Combine(work, project.Name + ".coverage.json");
        if (File.Exists(file) && JsonSerializer.Deserialize<Kept>(File.ReadAllText(file)) is { } kept && kept.Key == key)
        {
            return kept.Classes;
        }

        var classes = Learn(project);
        File.WriteAllText(file, JsonSerializer.Serialize(new Kept(key, classes)));
        return classes;
    }

    private ImmutableArray<ClassCoverage> Learn(TestProject project)
    {
        var used = Area.Assemblies.Where(project.Uses).ToList();
        used.ForEach(assembly => Instrumentation.Write(project.Library(assembly), sites, project.Exchanged(assembly)));
        var learned = project.Classes().Select(name => Learn(project, name)).ToImmutableArray();
        used.ForEach(project.Restore);
        say($"{project.Name}: {learned.Length} classes pass, {learned.Sum(c => c.Seconds):F0} s");
        return learned;
    }

    private ClassCoverage Learn(TestProject project, string name)
    {
        var folder = Directory.CreateTempSubdirectory("hits").FullName;
        var run = project.Run([name], Limit, ("DOTNET_STARTUP_HOOKS", typeof(Recorder).Assembly.Location), (Recorder.FolderVariable, folder));
        var reached = Directory.EnumerateFiles(folder).SelectMany(File.ReadAllLines).Distinct().Select(line => sites[int.Parse(line)].Id).Order(StringComparer.Ordinal).ToImmutableArray();
        Directory.Delete(folder, recursive: true);
        return run.Passed ? new(project.Name, name, run.Seconds, reached) : throw new InvalidOperationException($"{name} fails without a mutant ({run.Failure}):\n{run.Output}");
    }

    private string Key(TestProject project)
    {
        var files = project.Inputs.Select(path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [.. files, .. sites.Select(site => site.Id)]))));
    }

    private sealed record Kept(string Key, ImmutableArray<ClassCoverage> Classes);
}
