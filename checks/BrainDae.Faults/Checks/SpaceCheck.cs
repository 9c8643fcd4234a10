namespace BrainDae.Faults.Checks;

/// <summary>
/// The disk is full from a step on, or nothing can be written at all: one line and the code for it, and with space again the
/// run goes on to what an undisturbed one leaves.
/// </summary>
internal static class SpaceCheck
{
    private const int NotWritable = 5;

    /// <summary>Draws cases over all commands that write; the first of each command finds a read-only disk.</summary>
    public static IEnumerable<Finding> Run(IReadOnlyList<Stage> stages, int count, int seed)
    {
        var random = new Random(seed);
        Stage[] writing = [.. stages.Where(stage => stage.Whole.Steps > 0)];
        for (var i = 0; i < count; i++)
        {
            var stage = writing[i % writing.Length];
            yield return Case(stage, i < writing.Length ? new("readonly", 0) : new("full", 1 + (random.Next() % stage.Whole.Steps)));
        }
    }

    private static Finding Case(Stage stage, Fault fault)
    {
        using var site = stage.Before.Ready();
        var hit = Braindae.Run(site.Root, stage.Scenario.Arguments, fault);
        var lines = hit.Errors.TrimEnd('\n').Split('\n');

        // The last steps of a run clean up, which needs no space.
        var harmless = hit.Code == 0 && Site.Differences(stage.After, site.Contents()).Length == 0;
        var end = harmless ? hit : Braindae.Run(site.Root, stage.Scenario.GoOn(site));
        var differences = Site.Differences(stage.After, site.Contents());
        return new("space", stage.Scenario.Command, $"{fault.Mode} {fault.At} of {stage.Whole.Steps}", $"{hit.Code}, then {end.Code}",
            hit.Crashed ? $"crashed: {hit.Said}"
            : !harmless && hit.Code != NotWritable ? $"code {hit.Code}: {hit.Said}"
            : !harmless && (lines.Length != 1 || !lines[0].StartsWith("error: ", StringComparison.Ordinal)) ? $"not one line: {hit.Errors}"
            : differences.Length > 0 ? $"differs: {string.Join(", ", differences)} {end.Said}" : null);
    }
}
