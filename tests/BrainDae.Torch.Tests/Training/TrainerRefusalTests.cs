using BrainDae.Files;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Training;

namespace BrainDae.Torch.Tests.Training;

public sealed class TrainerRefusalTests
{
    [Fact]
    public void Batch_larger_than_the_training_slices_is_refused_before_anything_is_written()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);

        var failure = Assert.Throws<BrainDaeException>(() => run.Train(SmallRun.Options with { BatchSize = 10 }));

        Assert.StartsWith("`BatchSize` 10", failure.Message, StringComparison.Ordinal);
        Assert.Contains("9 healthy slices", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.Model.Path));
    }

    [Fact]
    public void Validation_split_without_a_healthy_slice_is_refused()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);

        var failure = Assert.Throws<BrainDaeException>(() => run.Train(split: cohort.Split with { Val = [] }));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains("val.txt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trainer_can_run_again_and_ends_with_the_same_model()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);
        var trainer = new Trainer(SmallRun.Options with { Epochs = 2 }, cohort.Store, cohort.Split, run.Model, GoldenNetwork.Runtime, new Follower(), anonymous: true);
        trainer.Run(resume: false, TestContext.Current.CancellationToken);
        var first = File.ReadAllBytes(run.Model.Model);

        trainer.Run(resume: false, TestContext.Current.CancellationToken);
        trainer.Run(resume: true, TestContext.Current.CancellationToken);

        Assert.Equal(first, File.ReadAllBytes(run.Model.Model));
    }

    [Fact]
    public void A_checkpoint_without_its_average_is_refused_and_leaves_no_tensor()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);
        var options = SmallRun.Options with { Epochs = 1, WeightAverage = 0.9 };
        run.Train(options);
        CheckpointFile.Rewrite(run.Model.Last, tensors => tensors.Where(tensor => tensor.Name != "average.last.bias"));
        var data = TrainingData.Collect(options, cohort.Store, cohort.Split).Identity;
        using (var checkpoint = Checkpoint.Open(run.Model.Last))
        {
            options = checkpoint.Manifest.Options;
        }

        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var failure = Assert.Throws<BrainDaeException>(() => TrainingState.Resumed(run.Model.Last, options, data, anonymous: false, GoldenNetwork.Runtime));

        Assert.Contains("average.last.bias", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
