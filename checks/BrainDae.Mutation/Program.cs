using System.CommandLine;
using BrainDae.Mutation;
using BrainDae.Mutation.Results;
using BrainDae.Mutation.Sites;
using BrainDae.Mutation.Tests;

var root = new Option<string>("--root") { Description = "Root of the repository.", DefaultValueFactory = _ => ".", Recursive = true };
var seed = new Option<int>("--seed") { Description = "Seed of the draw.", DefaultValueFactory = _ => 1 };
var count = new Option<int>("--count") { Description = "Number of mutants.", DefaultValueFactory = _ => 200 };
var results = new Option<string>("--results") { Description = "File of the results.", DefaultValueFactory = _ => "checks/results/mutants.jsonl" };
var without = new Option<string[]>("--without") { Description = "Leave out these test projects.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Recursive = true };
var again = new Option<bool>("--again") { Description = "Run survivors again, for tests that are new." };
var own = new Option<bool>("--own") { Description = "Run only the tests of the mutant's own library: quick, and survivors can be run --again with all." };

var list = new Command("list", "Lists the drawn mutants, and counts all sites.") { seed, count };
list.SetAction(parsed =>
{
    var sites = Repository.Sites(Of(parsed).TestProjects());
    foreach (var site in SiteDraw.Take(sites, parsed.GetValue(seed), parsed.GetValue(count)))
    {
        Console.WriteLine($"{site.Area}  {site.Source}  IL_{site.Offset:x4}  {site.Id}");
    }

    Console.WriteLine(string.Join(", ", sites.CountBy(site => site.Area).Select(area => $"{area.Key} {area.Value}")));
});

var run = new Command("run", "Runs the tests against each drawn mutant that has no result yet.") { seed, count, results, again, own };
run.SetAction(parsed =>
{
    var repository = Of(parsed);
    var projects = repository.TestProjects();
    var sites = SiteDraw.Take(Repository.Sites(projects), parsed.GetValue(seed), parsed.GetValue(count));
    var file = new ResultFile(parsed.GetRequiredValue(results));
    var known = file.Read();
    foreach (var project in projects)
    {
        project.Copy();
    }

    var coverage = new Coverage(repository.Work, sites, Console.WriteLine);
    var runner = new MutantRunner(projects, [.. projects.SelectMany(project => coverage.Of(project))], parsed.GetValue(own));
    foreach (var (number, site) in sites.Index())
    {
        if (!known.TryGetValue(site.Id, out var before) || parsed.GetValue(again) && before.IsSurvivor)
        {
            var result = runner.Run(site);
            file.Append(result);
            Console.WriteLine($"{number + 1}/{sites.Length} {result.Outcome} {result.Seconds} s  {site.Source}  {site.Operator}  {result.Test}");
        }
    }
});

var summary = new Command("summary", "Counts by area, and the survivors.") { results };
summary.SetAction(parsed =>
{
    var repository = Of(parsed);
    Summary.Write(Console.Out, new ResultFile(parsed.GetRequiredValue(results)).Read().Values, Equivalents.Read(repository.Equivalents), repository.Root);
});

return new RootCommand("If somebody broke a line of the numerical code, would a test notice?") { root, without, list, run, summary }.Parse(args).Invoke();

Repository Of(ParseResult parsed) => new(parsed.GetRequiredValue(root), [.. parsed.GetRequiredValue(without)]);
