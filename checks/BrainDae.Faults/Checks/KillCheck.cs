using System.Globalization;

namespace BrainDae.Faults.Checks;

/// <summary>
/// Dies at a step or is told to end at a moment, is run to its end, and must leave what an undisturbed run leaves, byte for
/// byte and without a stray file.
/// </summary>
internal static class KillCheck
{
    /// <summary>Draws cases over all commands that write.</summary>
    /// <param name="stages">The commands.</param>
    /// <param name="count">Cases.</param>
    /// <param name="seed">Of the draws.</param>
    public static IEnumerable<Finding> Run(IReadOnlyList<Stage> stages, int count, int seed)
    {
        var random = new Random(seed);
        Stage[] writing = [.. stages.Where(stage => stage.Whole.Steps > 0)];
        for (var i = 0; i < count; i++)
        {
            // Every fourth is a signal at a moment; the others die at a step, every other time half-way through it.
            var stage = writing[i % writing.Length];
            var round = i / writing.Length;
            yield return round % 4 == 3
                ? Case(stage, null, (round % 8 == 3 ? "-KILL" : "-TERM", random.Next(100, 2500)))
                : Case(stage, new(round % 2 == 0 ? "kill" : "torn", 1 + (random.Next() % stage.Whole.Steps)), null);
        }
    }

    private static Finding Case(Stage stage, Fault? fault, (string, int)? signal)
    {
        using var site = stage.Before.Ready();
        var dead = Braindae.Run(site.Root, stage.Scenario.Arguments, fault, signal);

        // A run that was killed after its last step has nothing left to do.
        var end = Site.Differences(stage.After, site.Contents()).Length == 0 ? null : Braindae.Run(site.Root, stage.Scenario.GoOn(site));
        var differences = Site.Differences(stage.After, site.Contents());
        return new("kill", stage.Scenario.Command, fault is null ? $"{signal}" : $"{fault.Mode} {fault.At} of {stage.Whole.Steps}", $"{dead.Code}, then {end?.Code.ToString(CultureInfo.InvariantCulture) ?? "all there"}",
            dead.Crashed ? $"crashed: {dead.Said}"
            : differences.Length > 0 ? $"differs: {string.Join(", ", differences)} {end?.Said}" : null);
    }
}
