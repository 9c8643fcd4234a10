namespace BrainDae.Faults;

/// <summary>A scenario with the site that it starts from and what an undisturbed run leaves.</summary>
internal sealed class Stage : IDisposable
{
    private Stage(Scenario scenario, Site before, IReadOnlyDictionary<string, string> after, Outcome whole) => (Scenario, Before, After, Whole) = (scenario, before, after, whole);

    public Scenario Scenario { get; }

    /// <summary>The site that the command starts from; copied for every run.</summary>
    public Site Before { get; }

    /// <summary>What an undisturbed run leaves.</summary>
    public IReadOnlyDictionary<string, string> After { get; }

    /// <summary>The undisturbed run.</summary>
    public Outcome Whole { get; }

    /// <summary>All scenarios, each after the ones before it; refuses a command that has none.</summary>
    /// <param name="published">A checkpoint to import, in the golden data: published slices lie there too.</param>
    public static IReadOnlyList<Stage> All(string published)
    {
        var missing = Braindae.Commands().Except(Scenario.All.Select(s => s.Command)).Except(Scenario.LeftOut.Keys).ToArray();
        if (missing.Length > 0)
        {
            throw new InvalidOperationException($"The program has commands without a scenario: {string.Join(", ", missing)}.");
        }

        List<Stage> stages = [];
        var site = Site.WithScans();
        File.Copy(published, Path.Combine(site.Root, "golden.pt"));
        site.Add(Path.Combine(Path.GetDirectoryName(published)!, "..", "preprocess", "npy_test"), "npz");
        foreach (var scenario in Scenario.All)
        {
            var before = site.Kept();
            var whole = Braindae.Run(site.Root, scenario.Arguments, Fault.CountWrites);
            if (whole.Code != 0)
            {
                throw new InvalidOperationException($"{scenario.Command} fails undisturbed ({whole.Code}): {whole.Said}");
            }

            stages.Add(new(scenario, before, site.Contents(), whole));
        }

        site.Dispose();
        return stages;
    }

    public void Dispose() => Before.Dispose();
}
