using System.Collections.Immutable;
using BrainDae.Faults;
using BrainDae.Faults.Checks;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Faults;

/// <summary>A few of the cases that checks/BrainDae.Faults runs by the hundred: the program as a process, while things go wrong.</summary>
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
        Assert.All(KillCheck.Run(stages, 24, seed: 1), finding => Assert.Null(finding.Fault));
        Assert.All(SpaceCheck.Run(stages, 24, seed: 1), finding => Assert.Null(finding.Fault));
        Assert.All(ReadCheck.Run(stages, 4, seed: 1), finding => Assert.Null(finding.Fault));
        Assert.All(DamageCheck.Run(stages, 26, seed: 1), finding => Assert.Null(finding.Fault));
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
