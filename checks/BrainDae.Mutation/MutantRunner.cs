using System.Collections.Immutable;
using BrainDae.Mutation.Operators;
using BrainDae.Mutation.Results;
using BrainDae.Mutation.Sites;
using BrainDae.Mutation.Tests;

namespace BrainDae.Mutation;

/// <summary>Runs the tests that reach a mutant, the library's own first and quick ones before slow ones, until one fails.</summary>
internal sealed class MutantRunner(ImmutableArray<TestProject> projects, ImmutableArray<ClassCoverage> coverage, bool ownOnly)
{
    // Classes below this share a process: starting one costs about a second.
    private const double QuickSeconds = 3;

    public MutantResult Run(Site site)
    {
        var own = site.Assembly + ".Tests";
        var reaching = coverage.Where(c => c.Reached.Contains(site.Id)).ToList();
        var seconds = 0.0;
        foreach (var project in projects.Where(p => reaching.Exists(c => c.Project == p.Name) && (p.Name == own || !ownOnly)).OrderBy(p => p.Name != own))
        {
            Write(site, project);
            var failed = FirstFailure(project, [.. reaching.Where(c => c.Project == project.Name)], ref seconds);
            project.Restore(site.Assembly);
            if (failed is not null)
            {
                return failed.Invalid ? Result(site, MutantResult.Invalid, seconds) : Result(site, MutantResult.Killed, seconds, project.Name, failed.Failure);
            }
        }

        return Result(site, reaching.Count == 0 ? MutantResult.NeverExecuted : MutantResult.Survived, seconds);
    }

    private static TestRun? FirstFailure(TestProject project, List<ClassCoverage> classes, ref double seconds)
    {
        var quick = classes.Where(c => c.Seconds < QuickSeconds).ToList();
        var slow = classes.Where(c => c.Seconds >= QuickSeconds).OrderBy(c => c.Seconds).Select(c => new List<ClassCoverage> { c });
        foreach (var batch in slow.Prepend(quick).Where(batch => batch.Count > 0))
        {
            var run = project.Run(batch.Select(c => c.Class), TimeSpan.FromSeconds(3 * batch.Sum(c => c.Seconds) + 20));
            seconds += run.Seconds;
            if (!run.Passed)
            {
                return run;
            }
        }

        return null;
    }

    private static void Write(Site site, TestProject project)
    {
        using var module = Library.Read(project.Library(site.Assembly));
        var method = Library.Methods(module).Single(m => Library.Name(m) == site.Method);
        var body = Library.Body(method);
        MutationOperator.All.Single(o => o.Name == site.Operator).Apply(method, body.Instructions[site.Index]);
        Library.Write(module, project.Exchanged(site.Assembly));
    }

    private static MutantResult Result(Site site, string outcome, double seconds, string? project = null, string? test = null) =>
        new(site.Id, site.Area, site.Method, site.Offset, site.Source, site.Operator, outcome, project, test, Math.Round(seconds, 1));
}
