using System.CommandLine;
using System.Text.Json;
using BrainDae.Faults;
using BrainDae.Faults.Checks;

var published = new Option<string>("--checkpoint") { Description = "A published .pt file, for import.", DefaultValueFactory = _ => "tests/BrainDae.TestData/golden/checkpoint/golden.pt" };
var seed = new Option<int>("--seed") { Description = "Seed of the draws." };
var kills = new Option<int>("--kills") { Description = "Runs that are killed or told to end.", DefaultValueFactory = _ => 200 };
var space = new Option<int>("--space") { Description = "Runs without space on the disk.", DefaultValueFactory = _ => 100 };
var damage = new Option<int>("--damage") { Description = "Files that are damaged.", DefaultValueFactory = _ => 500 };
var reads = new Option<int>("--reads") { Description = "Files that are cut or removed while they are read.", DefaultValueFactory = _ => 60 };
var rivals = new Option<bool>("--rivals") { Description = "Two runs of each command on one output.", DefaultValueFactory = _ => true };
var results = new Option<string?>("--out") { Description = "File that receives a JSON line a case; cases that are there are kept." };
var root = new RootCommand("Runs every command of braindae while things go wrong, and says what came of it.") { published, seed, kills, space, damage, reads, rivals, results };
root.SetAction(parsed =>
{
    var stages = Stage.All(parsed.GetRequiredValue(published));
    Console.WriteLine($"steps that write: {string.Join(", ", stages.Select(stage => $"{stage.Scenario.Command} {stage.Whole.Steps}"))}");
    var at = parsed.GetValue(seed);
    (string Name, IEnumerable<Finding> Cases)[] checks =
    [
        ("rival", parsed.GetValue(rivals) ? RivalCheck.Run(stages) : []),
        ("kill", KillCheck.Run(stages, parsed.GetValue(kills), at)),
        ("space", SpaceCheck.Run(stages, parsed.GetValue(space), at)),
        ("read", ReadCheck.Run(stages, parsed.GetValue(reads), at)),
        ("damage", DamageCheck.Run(stages, parsed.GetValue(damage), at)),
    ];
    var bad = 0;
    foreach (var (name, cases) in checks)
    {
        List<Finding> found = [];
        foreach (var finding in cases)
        {
            found.Add(finding);
            if (parsed.GetValue(results) is { } file)
            {
                File.AppendAllText(file, JsonSerializer.Serialize(finding) + "\n");
            }

            if (finding.Fault is not null)
            {
                Console.WriteLine($"{name} {finding.Command}: {finding.Case}: {finding.Outcome}: {finding.Fault}");
            }
        }

        bad += found.Count(f => f.Fault is not null);
        Console.WriteLine($"{name}: {found.Count} cases, {found.Count(f => f.Fault is not null)} wrong ({string.Join(", ", found.GroupBy(f => f.Outcome.Split(' ')[0]).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"))})");
    }

    foreach (var stage in stages)
    {
        stage.Dispose();
    }

    return bad == 0 ? 0 : 1;
});
return root.Parse(args).Invoke();
