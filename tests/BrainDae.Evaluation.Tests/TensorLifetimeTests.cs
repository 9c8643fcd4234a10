using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Network;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;
using static TorchSharp.torch;

namespace BrainDae.Evaluation.Tests;

/// <summary>Counts the live tensors of this thread, on which all of them are made and disposed.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class TensorLifetimeTests
{
    private static long Live => TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    [Theory]
    [InlineData(NetworkPrecision.Float32)]
    [InlineData(NetworkPrecision.BFloat16)]
    public void Live_tensors_stay_flat_over_iterations_and_epochs_and_end_where_they_began(NetworkPrecision precision)
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);
        List<long> counts = [];
        var before = Started();

        run.Train(SmallRun.Options with { Epochs = 3, Precision = precision, Network = new UNetOptions { BaseChannels = 8, Depth = 2 } }, follower: new Follower(iteration: _ => counts.Add(Live)));

        Assert.Equal(9, counts.Count);
        Assert.True(counts[0] > before, "the count must see the run's own tensors");
        Assert.All(counts[1..], count => Assert.Equal(counts[0], count));
        Assert.Equal(before, Live);
    }

    [Fact]
    public void Cancelled_and_refused_runs_leave_no_tensor()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);
        run.Train(SmallRun.Options with { Epochs = 1 });
        using var stop = new CancellationTokenSource();
        var before = Started();

        Assert.ThrowsAny<OperationCanceledException>(() => run.Train(resume: true, follower: new Follower(iteration: _ => stop.Cancel()), stop: stop));
        Assert.Throws<BrainDaeException>(() => run.Train(SmallRun.Options with { LearningRate = 1e30 }));

        Assert.Equal(before, Live);
    }

    [Fact]
    public void Evaluation_leaves_no_tensor()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);
        using var scratch = new TemporaryFolder();
        run.Train(SmallRun.Options with { Epochs = 1 });
        var before = Started();

        Evaluations.Run(run.Model, cohort.Store, cohort.Split, new(), scratch.Path);

        Assert.Equal(before, Live);
    }

    [Fact]
    public void Checkpoint_of_another_network_leaves_no_tensor()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);
        run.Train(SmallRun.Options with { Epochs = 1 });
        CheckpointFile.Rewrite(run.Model.Model, tensors: all => all.Where(t => t.Name != "last.bias"));
        using var checkpoint = Checkpoint.Open(run.Model.Model);
        var before = Started();

        Assert.Throws<BrainDaeException>(() => checkpoint.CreateNetwork(GoldenNetwork.Runtime));

        Assert.Equal(before, Live);
    }

    private static long Started()
    {
        _ = GoldenNetwork.Runtime;
        zeros(1).Dispose();
        return Live;
    }
}
