using BrainDae.Data.Formats.PyTorch;
using BrainDae.Files;
using BrainDae.Method.Corruption;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;

namespace BrainDae.Torch.Tests.Training;

/// <summary>A run that goes on from a PyTorch checkpoint.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class ImportedRunTests : IDisposable
{
    private readonly SmallCohort cohort = new();
    private readonly SmallRun begun;
    private readonly SmallRun imported;

    public ImportedRunTests()
    {
        (begun, imported) = (new(cohort), new(cohort));
        begun.Train(SmallRun.Options with { Epochs = 2 });
        Import(checkpoint => checkpoint);
    }

    public static TheoryData<string, string> Misfits => new()
    {
        { "network", "give `Network.BaseChannels` 2 and `Network.Depth` 3" },
        { "lesions", "give `Lesions.Share` 0" },
        { "epoch", "give `IterationsPerEpoch` 3" },
    };

    [Fact]
    public void It_takes_the_steps_that_the_run_would_have_taken_itself()
    {
        begun.Train(resume: true);
        imported.Train(resume: true);

        Assert.Equal(Weights(begun), Weights(imported));
    }

    [Fact]
    public void It_may_go_on_with_another_recipe_and_starts_an_average_of_its_own()
    {
        var progress = imported.Train(SmallRun.Options with { Seed = 5, BatchSize = 3, WeightAverage = 0.9, LearningRate = 1e-4 }, resume: true);

        Assert.Equal((4, 12), (progress.EpochsDone, progress.IterationsDone));
        Assert.InRange(progress.BestEpoch, 2, 3);
    }

    [Fact]
    public void The_optimisers_own_count_of_steps_goes_on_where_it_differs()
    {
        Import(checkpoint => checkpoint with { Optimizer = checkpoint.Optimizer! with { Steps = 50 } });

        Assert.Equal(56, imported.Train(resume: true).OptimizerSteps);
    }

    [Fact]
    public void Its_model_says_that_not_all_of_its_patients_are_known_and_resumes_like_any_other()
    {
        imported.Train(SmallRun.Options with { Epochs = 3 }, resume: true);
        imported.Train(resume: true);

        using var model = imported.Model.Open();
        Assert.True(model.Manifest.Data!.BegunElsewhere);
        Assert.Equal(3, model.Manifest.Data.TrainPatients.Length);
        Assert.NotNull(model.Calibration);
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void What_does_not_fit_the_weights_or_their_place_in_the_schedule_is_refused(string misfit, string remedy)
    {
        var options = SmallRun.Options;
        var before = File.ReadAllBytes(imported.Model.Last);

        var failure = Assert.Throws<BrainDaeException>(() => imported.Train(
            misfit switch
            {
                "network" => options with { Network = new UNetOptions { BaseChannels = 4, Depth = 3 } },
                "lesions" => options with { Lesions = new LesionOptions { Share = 0.5 } },
                _ => options with { IterationsPerEpoch = 2 },
            },
            resume: true));

        Assert.Equal(FailureKind.InvalidOption, failure.Kind);
        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(imported.Model.Last));
    }

    [Fact]
    public void A_model_without_its_last_checkpoint_goes_out_without_the_optimisers_state()
    {
        using var model = begun.Model.Open();

        var export = ExportedCheckpoint.Of(model, Path.Combine(imported.Model.Path, "none"), GoldenNetwork.Runtime);

        Assert.Contains("no last.safetensors", export.Obstacle, StringComparison.Ordinal);
        Assert.Empty(export.Checkpoint.Optimizer!.Moments);
        Assert.Equal(model.Manifest.Options.LearningRate, export.Checkpoint.Optimizer.InitialLearningRate);
    }

    [Fact]
    public void Parameters_of_a_second_output_are_left_out()
    {
        using var run = new SmallRun(cohort);
        run.Train(SmallRun.Options with { Epochs = 1, Lesions = new() { Share = 0.5 } });
        using var model = run.Model.Open();

        var export = ExportedCheckpoint.Of(model, run.Model.Last, GoldenNetwork.Runtime);

        Assert.NotEmpty(export.LeftOut);
        Assert.All(export.LeftOut, name => Assert.StartsWith("lesion.", name, StringComparison.Ordinal));
        Assert.DoesNotContain(export.Checkpoint.Parameters, p => p.Name.StartsWith("lesion.", StringComparison.Ordinal));
        Assert.Equal(export.Checkpoint.Parameters.Length, export.Checkpoint.Optimizer!.Moments.Length);
        Assert.Null(export.Obstacle);
    }

    public void Dispose()
    {
        begun.Dispose();
        imported.Dispose();
        cohort.Dispose();
    }

    /// <summary>Takes the last state of the run that was begun through a .pt file.</summary>
    private void Import(Func<TorchCheckpoint, TorchCheckpoint> change)
    {
        using var last = ModelFile.Open(begun.Model.Last);
        var file = Path.Combine(begun.Model.Path, "last.pt");
        TorchCheckpointWriter.Write(file, change(ExportedCheckpoint.Of(last, begun.Model.Last, GoldenNetwork.Runtime).Checkpoint));
        PublishedCheckpoint.Import(file, imported.Model);
    }

    private static string Weights(SmallRun run)
    {
        using var last = ModelFile.Open(run.Model.Last);
        return last.WeightsSha256;
    }
}
