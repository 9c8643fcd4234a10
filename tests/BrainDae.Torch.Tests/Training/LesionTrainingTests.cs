using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;
using BrainDae.Method.TrainingLog;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;

namespace BrainDae.Torch.Tests.Training;

[Trait(TestSpeed.Trait, TestSpeed.Slow)]
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class LesionTrainingTests : IDisposable
{
    private const int Area = SmallCohort.Size * SmallCohort.Size;

    private static readonly TrainingOptions Options = SmallRun.Options with { Lesions = new() { Share = 0.75 }, WeightAverage = 0.9, Mirror = true, Augmentation = new() { Field = 0.3, Contrast = 0.1 }, CropX = 28, CropY = 28 };

    private readonly SmallCohort cohort = new();

    [Fact]
    public void Batch_says_how_much_of_each_pixel_is_lesion_and_gives_the_slice_without_it()
    {
        var options = Options with { Lesions = new() { Share = 1, Intensity = new(1, 1) }, Corruption = new CoarseNoiseOptions { Resolution = 8, StandardDeviation = 1e-9 } };
        using var batch = Batch(options, Options.WindowWithin(SmallCohort.Size), out var source);
        for (var iteration = 0; iteration < 5; iteration++)
        {
            source.FillTraining(iteration, batch);
            var (clean, noisy) = (TensorMemory.Elements(batch.Clean).ToArray(), TensorMemory.Elements(batch.Noisy).ToArray());
            var (mask, lesion) = (TensorMemory.Elements(batch.Mask).ToArray(), TensorMemory.Elements(batch.Lesion!).ToArray());

            Assert.All(Enumerable.Range(0, 4), slice => Assert.Contains(lesion.AsSpan(slice * 28 * 28, 28 * 28).ToArray(), share => share > 0.5));
            Assert.All(Enumerable.Range(0, lesion.Length), i => Assert.True(lesion[i] is >= 0 and <= 1 && (mask[i] == 1 || lesion[i] == 0)));
            Assert.All(Enumerable.Range(0, clean.Length), i =>
            {
                var pixel = i / (4 * 28 * 28) * 28 * 28 + i % (28 * 28);
                Assert.True(lesion[pixel] > 0 || Math.Abs(noisy[i] - clean[i]) < 1e-6, "nothing may change outside of lesions");
            });
            Assert.NotEqual(clean, noisy);
        }
    }

    [Fact]
    public void Lesions_of_a_batch_depend_on_seed_and_iteration_alone_and_those_of_validation_on_neither()
    {
        using var batch = Batch(Options, new(SmallCohort.Size, SmallCohort.Size), out var source);
        var other = new BatchSource(Slices(), Options with { Seed = 1 }, SmallCohort.Size);

        var first = Training(source, 3);
        Training(source, 4);

        Assert.Equal(first, Training(source, 3));
        Assert.NotEqual(first, Training(source, 4));
        Assert.NotEqual(first, Training(other, 3));
        Assert.Equal(Validation(source), Validation(other));

        float[] Training(BatchSource from, long iteration)
        {
            from.FillTraining(iteration, batch);
            return TensorMemory.Elements(batch.Lesion!).ToArray();
        }

        float[] Validation(BatchSource from)
        {
            from.FillValidation(4, batch);
            return TensorMemory.Elements(batch.Lesion!).ToArray();
        }
    }

    [Fact]
    public void Without_lesions_the_batches_are_those_of_a_source_that_never_heard_of_them()
    {
        using var plain = Batch(SmallRun.Options, new(SmallCohort.Size, SmallCohort.Size), out var source);
        using var painted = new TrainingBatch(4, Modalities.Brats.Count, new(SmallCohort.Size, SmallCohort.Size), lesions: true);
        var none = new BatchSource(Slices(), SmallRun.Options with { Lesions = new() { WeakNoiseShare = 0, Intensity = new(1, 1) } }, SmallCohort.Size);

        source.FillTraining(2, plain);
        none.FillTraining(2, painted);

        Assert.Null(plain.Lesion);
        Assert.Equal(TensorMemory.Elements(plain.Noisy).ToArray(), TensorMemory.Elements(painted.Noisy).ToArray());
        Assert.Equal(TensorMemory.Elements(plain.Clean).ToArray(), TensorMemory.Elements(painted.Clean).ToArray());
        Assert.DoesNotContain(TensorMemory.Elements(painted.Lesion!).ToArray(), share => share != 0);
    }

    [Fact]
    public void Interrupted_run_ends_as_an_uninterrupted_one()
    {
        using var whole = new SmallRun(cohort);
        whole.Train(Options);
        using var interrupted = new SmallRun(cohort);
        Assert.Throws<OperationCanceledException>(() => interrupted.TrainUntil(Options, iteration: 7));

        interrupted.Train(Options, resume: true);

        Assert.Equal(File.ReadAllBytes(whole.Model.Last), File.ReadAllBytes(interrupted.Model.Last));
        Assert.Equal(File.ReadAllBytes(whole.Model.Model), File.ReadAllBytes(interrupted.Model.Model));
        Assert.Equal(File.ReadAllBytes(whole.Model.Log), File.ReadAllBytes(interrupted.Model.Log));
    }

    [Fact]
    public void A_run_that_corrects_inhomogeneity_ends_with_a_model_that_does_and_stays_the_same_network()
    {
        using var run = new SmallRun(cohort);
        using var plain = new SmallRun(cohort);
        run.Train(Options with { Epochs = 1, BiasCorrection = true });
        plain.Train(Options with { Epochs = 1 });
        using var model = run.Model.Open();
        using var other = plain.Model.Open();

        Assert.True(model.Calibration!.ForScores.BiasCorrection);
        Assert.False(other.Calibration!.ForScores.BiasCorrection);
        Assert.Equal(other.WeightsSha256, model.WeightsSha256);
        Assert.Equal(other.Calibration.Thresholds["published"], model.Calibration.Thresholds["published"]);
    }

    [Fact]
    public void Inhomogeneity_cannot_be_corrected_without_synthetic_lesions()
    {
        using var run = new SmallRun(cohort);

        var failure = Assert.Throws<BrainDaeException>(() => run.Train(SmallRun.Options with { BiasCorrection = true }));

        Assert.Contains("needs synthetic lesions", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resuming_without_lesions_a_run_that_had_some_is_refused()
    {
        using var run = new SmallRun(cohort);
        run.Train(Options with { Epochs = 1 });

        var failure = Assert.Throws<BrainDaeException>(() => run.Train(Options with { Lesions = new() }, resume: true));

        Assert.Contains("(\"lesions.share\": 0.75 then, \"lesions.share\": 0 now)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_and_reports_show_the_loss_of_finding_lesions_where_there_are_some()
    {
        using var run = new SmallRun(cohort);
        using var plain = new SmallRun(cohort);
        var iterations = new List<double?>();
        run.Train(Options, follower: new Follower(iteration: report => iterations.Add(report.LesionLoss)));
        plain.Train();

        Assert.All(iterations, loss => Assert.InRange(loss!.Value, 0.01, 2));
        Assert.All(JsonLinesLog.Read(run.Model.Log), epoch => Assert.True(epoch is { TrainingLesionLoss: > 0, ValidationLesionLoss: > 0 } && epoch.ValidationLesionLoss < epoch.ValidationLoss / Options.Lesions.LossWeight));
        Assert.Equal(iterations.Take(3).Average()!.Value, JsonLinesLog.Read(run.Model.Log)[0].TrainingLesionLoss!.Value, 1e-12);
        Assert.DoesNotContain("lesion", File.ReadAllText(plain.Model.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_lesions_has_no_second_output_whatever_its_network_options_say()
    {
        using var run = new SmallRun(cohort);
        run.Train(SmallRun.Options with { Epochs = 1, Network = SmallRun.Options.Network with { LesionOutput = true } });
        using var model = run.Model.Open();

        Assert.DoesNotContain(model.Tensors.Tensors.Keys, name => name.StartsWith("lesion.", StringComparison.Ordinal));
        Assert.False(model.ScoreBasis.LesionOutput);
        Assert.DoesNotContain("lesion_probability", model.Calibration!.Thresholds.Keys);
    }

    [Theory]
    [InlineData(LesionLoss.CrossEntropy, 1)]
    [InlineData(LesionLoss.SquaredError, 1)]
    public void The_second_output_learns_to_find_lesions_that_it_was_never_shown(LesionLoss loss, double weight)
    {
        using var run = new SmallRun(cohort);
        run.Train(Options with
        {
            Network = new UNetOptions { BaseChannels = 8, Depth = 2 },
            Lesions = new() { Share = 0.75, Radius = new(0.06, 0.2), Loss = loss, LossWeight = weight },
            LearningRate = 5e-3,
            Epochs = 8,
            IterationsPerEpoch = 16,
            CosinePeriod = 8,
        });
        using var model = run.Model.Open();
        using var reconstructor = TestModel.Load(model);
        var log = JsonLinesLog.Read(run.Model.Log);
        var patient = cohort.Store.Get(cohort.Split.Test[0]).ToPatientSlices();

        var input = Method.Scoring.PatientScoring.Reconstruct(patient, reconstructor, model.Calibration!.ForScores, TestContext.Current.CancellationToken);

        Assert.True(log[^1].ValidationLesionLoss < 0.9 * log[0].ValidationLesionLoss);
        Assert.True(model.Calibration.Thresholds.ContainsKey("lesion_probability"));
        Assert.Equal(SmallCohort.Slices * Area, input.LesionProbability.Length);
        Assert.All(Enumerable.Range(0, input.LesionProbability.Length), i => Assert.InRange(input.LesionProbability.Span[i], 0, input.Foreground.Mask[i]));
        Assert.True(Separation(new LesionProbabilityScore().Compute(input), patient.Lesion.Span, input.Foreground.Mask) > 0.8);
    }

    public void Dispose() => cohort.Dispose();

    /// <summary>Area under the ROC curve: how often a pixel of a lesion has a higher score than another one of the brain.</summary>
    private static double Separation(float[] scores, ReadOnlySpan<byte> lesion, ReadOnlySpan<byte> brain)
    {
        var (ill, healthy) = (new List<float>(), new List<float>());
        for (var i = 0; i < scores.Length; i++)
        {
            if (brain[i] != 0)
            {
                (lesion[i] != 0 ? ill : healthy).Add(scores[i]);
            }
        }

        return ill.Average(score => healthy.Count(other => other < score) / (double)healthy.Count);
    }

    private SliceSet Slices() => SliceSet.Healthy(cohort.Store, cohort.Split.Train, default, orderSeed: 0);

    private TrainingBatch Batch(TrainingOptions options, BrainDae.Imaging.Grids.WindowSize window, out BatchSource source)
    {
        _ = GoldenNetwork.Runtime;
        source = new(Slices(), options, SmallCohort.Size);
        return new(4, Modalities.Brats.Count, window, options.Lesions.Share > 0);
    }
}
