using System.Collections.Immutable;
using BrainDae.Faults;
using BrainDae.Faults.Checks;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Faults;

/// <summary>A few of the cases that checks/BrainDae.Faults runs by the hundred: the program as a process, while things go wrong.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class FaultTests : IDisposable
{
    private readonly ImmutableArray<Stage> stages;

    public FaultTests()
    {
        Assert.SkipWhen(Shim.Library is null, "faults are made by a C library that needs Linux and a C compiler (cc)");
        stages = [.. Stage.All(TestFiles.Golden("checkpoint", "golden.pt"))];
    }

    [Fact]
    public void Whatever_goes_wrong_nothing_is_lost_half_written_or_changed_without_a_word()
    {
        // Each command that writes dies once; checks/run does the rest.
        Assert.All(KillCheck.Run(stages, stages.Count(stage => stage.Whole.Steps > 0), seed: 1), finding => Assert.Null(finding.Fault));
        Assert.All(SpaceCheck.Run(stages, 6, seed: 1), finding => Assert.Null(finding.Fault));
        Assert.All(ReadCheck.Run(stages, 2, seed: 1), finding => Assert.Null(finding.Fault));
        Assert.All(DamageCheck.Run(stages, 8, seed: 1), finding => Assert.Null(finding.Fault));
        Assert.All(RivalCheck.Run([stages.Single(stage => stage.Scenario.Command == "train")]), finding => Assert.Null(finding.Fault));
    }

    public void Dispose()
    {
        foreach (var stage in stages.IsDefault ? [] : stages)
        {
            stage.Dispose();
        }
    }
}
