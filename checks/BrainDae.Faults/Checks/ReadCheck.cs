namespace BrainDae.Faults.Checks;

/// <summary>A file is cut in half while it is read, or removed just before: one line, or what the whole file gives.</summary>
internal static class ReadCheck
{
    public static IEnumerable<Finding> Run(IReadOnlyList<Stage> stages, int count, int seed)
    {
        var random = new Random(seed);
        var steps = new Dictionary<(string Command, string Input, string Mode), long>();
        for (var i = 0; i < count; i++)
        {
            var stage = stages[i % stages.Count];
            var mode = i / stages.Count % 2 == 0 ? "cut" : "gone";
            var input = stage.Scenario.Inputs[random.Next(stage.Scenario.Inputs.Length)];
            var key = (stage.Scenario.Command, input, mode);
            if (!steps.TryGetValue(key, out var reads))
            {
                using var site = stage.Before.Ready();
                steps[key] = reads = Braindae.Run(site.Root, stage.Scenario.Arguments, new(mode, 0) { Below = input }).Steps;
            }

            yield return Case(stage, new(mode, 1 + random.NextInt64(Math.Max(1, reads))) { Below = input });
        }
    }

    private static Finding Case(Stage stage, Fault fault)
    {
        using var site = stage.Before.Ready();
        var run = Braindae.Run(site.Root, stage.Scenario.Arguments, fault);
        var differences = Site.Differences(stage.After, site.Contents())
            .Where(name => stage.Scenario.Output.Length > 0 && name.StartsWith(stage.Scenario.Output, StringComparison.Ordinal)).ToArray();
        return new("read", stage.Scenario.Command, $"{fault.Mode} {fault.Below} {fault.At}", run.Code == 0 ? (differences.Length == 0 ? "same" : run.Said.Contains("warning: ", StringComparison.Ordinal) ? "warned" : "silent") : $"refused {run.Code}",
            run.Crashed ? $"crashed ({run.Code}): {run.Said}"
            : run.Code == 0 && differences.Length > 0 && !run.Said.Contains("warning: ", StringComparison.Ordinal) ? $"silent: {string.Join(", ", differences)}"
            : null);
    }
}
