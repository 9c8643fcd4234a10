using BrainDae.Files;
using BrainDae.TestModels;

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
}
