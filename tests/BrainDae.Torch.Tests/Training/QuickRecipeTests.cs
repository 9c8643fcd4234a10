using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Training;

namespace BrainDae.Torch.Tests.Training;

/// <summary>What the quick recipe adds to the published one: window, mirroring, a schedule that ends.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class QuickRecipeTests : IDisposable
{
    private static readonly TrainingOptions Options = SmallRun.Options with { Schedule = LearningRateCourse.Warmup, WarmupIterations = 2, CropX = 8, CropY = 12, Mirror = true };

    private readonly SmallCohort cohort = new();

    [Fact]
    public void Batch_is_the_window_of_the_whole_batch_mirrored_or_not()
    {
        _ = GoldenNetwork.Runtime;
        var slices = SliceSet.Healthy(cohort.Store, cohort.Split.Train, default, orderSeed: 0);
        using var whole = new TrainingBatch(4, Modalities.Brats.Count, new(SmallCohort.Size, SmallCohort.Size));
        using var window = new TrainingBatch(4, Modalities.Brats.Count, Options.WindowWithin(SmallCohort.Size));
        var mirrored = 0;
        for (var iteration = 0; iteration < 6; iteration++)
        {
            new BatchSource(slices, Options with { CropX = 0, CropY = 0, Mirror = false }, SmallCohort.Size).FillTraining(iteration, whole);
            new BatchSource(slices, Options, SmallCohort.Size).FillTraining(iteration, window);
            for (var slice = 0; slice < 4; slice++)
            {
                float[] Rows(TrainingBatch batch, int x, int columns, int y) =>
                    [.. Enumerable.Range(0, Modalities.Brats.Count).SelectMany(m => Enumerable.Range(y, columns).Select(c => batch.Noisy[slice, m, x, c].item<float>()))];

                var first = Rows(window, 0, 12, 0);
                var last = Rows(window, 7, 12, 0);
                var found = false;
                for (var x = 0; x <= SmallCohort.Size - 8 && !found; x++)
                {
                    for (var y = 0; y <= SmallCohort.Size - 12 && !found; y++)
                    {
                        var (low, high) = (Rows(whole, x, 12, y), Rows(whole, x + 7, 12, y));
                        var straight = low.SequenceEqual(first) && high.SequenceEqual(last);
                        var reverse = low.SequenceEqual(last) && high.SequenceEqual(first);
                        found = straight || reverse;
                        mirrored += reverse && !straight ? 1 : 0;
                    }
                }

                Assert.True(found);
            }
        }

        Assert.InRange(mirrored, 4, 20);
    }

    [Fact]
    public void Interrupted_run_ends_as_an_uninterrupted_one()
    {
        using var whole = new SmallRun(cohort);
        whole.Train(Options);

        using var interrupted = new SmallRun(cohort);
        Assert.Throws<OperationCanceledException>(() => interrupted.TrainUntil(Options, epoch: 1));
        interrupted.Train(Options, resume: true);

        Assert.Equal(File.ReadAllBytes(whole.Model.Model), File.ReadAllBytes(interrupted.Model.Model));
    }

    [Fact]
    public void Resuming_with_another_number_of_epochs_is_refused_because_the_schedule_ends_elsewhere()
    {
        using var run = new SmallRun(cohort);
        run.Train(Options);

        var failure = Assert.Throws<BrainDaeException>(() => run.Train(Options with { Epochs = 6 }, resume: true));
        Assert.Contains("epochs", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_are_checked_with_their_flags()
    {
        var failure = Assert.Throws<BrainDaeException>(() => (Options with { CropX = 9, CropY = 0, WarmupIterations = -1 }).Validate(SmallCohort.Size));

        Assert.All(["`CropX` 9:", "give both or none", "`WarmupIterations` -1"], text => Assert.Contains(text, failure.Message, StringComparison.Ordinal));
    }

    public void Dispose() => cohort.Dispose();
}
