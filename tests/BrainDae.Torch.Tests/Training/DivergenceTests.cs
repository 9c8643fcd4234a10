using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Optimization;

namespace BrainDae.Torch.Tests.Training;

public sealed class DivergenceTests
{
    [Fact]
    public void Loss_that_is_no_number_stops_the_run_before_any_checkpoint()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);

        var failure = Assert.Throws<BrainDaeException>(() => run.Train(SmallRun.Options with { LearningRate = 1e30 }));

        Assert.Equal(FailureKind.TrainingDiverged, failure.Kind);
        Assert.Contains("`LearningRate`", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Model.Model));
        Assert.False(File.Exists(run.Model.Last));
    }

    [Fact]
    public void Divergence_after_an_epoch_keeps_the_last_good_checkpoint()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);
        run.Train(SmallRun.Options with { Epochs = 1 });
        var (best, last) = (File.ReadAllBytes(run.Model.Model), File.ReadAllBytes(run.Model.Last));

        // The same options as the checkpoint's, so that only the parameters are at fault: one of them is infinite.
        Poison(run.Model);
        var poisoned = File.ReadAllBytes(run.Model.Last);
        var failure = Assert.Throws<BrainDaeException>(() => run.Train(resume: true));

        Assert.Equal(FailureKind.TrainingDiverged, failure.Kind);
        Assert.Equal(poisoned, File.ReadAllBytes(run.Model.Last));
        Assert.Equal(best, File.ReadAllBytes(run.Model.Model));
        File.WriteAllBytes(run.Model.Last, last);
        Assert.Equal(4, run.Train(resume: true).EpochsDone);
    }

    [Fact]
    public void Huge_intensities_stop_the_run()
    {
        using var cohort = new SmallCohort(scale: 1e30f);
        using var run = new SmallRun(cohort);

        var failure = Assert.Throws<BrainDaeException>(() => run.Train());

        Assert.Equal(FailureKind.TrainingDiverged, failure.Kind);
        Assert.Contains("iteration 0", failure.Message, StringComparison.Ordinal);
    }

    private static void Poison(ModelFolder model)
    {
        using var checkpoint = Checkpoint.Open(model.Last);
        using var network = checkpoint.CreateNetwork(GoldenNetwork.Runtime);
        using var optimizer = new AmsGrad(network.named_parameters(), SmallRun.Options.WeightDecay);
        checkpoint.Restore(optimizer);
        using (TorchSharp.torch.no_grad())
        {
            network.parameters().First().fill_(float.PositiveInfinity);
        }

        var manifest = checkpoint.Manifest;
        checkpoint.Dispose();
        Checkpoint.Write(model.Last, manifest, network, optimizer);
    }
}
