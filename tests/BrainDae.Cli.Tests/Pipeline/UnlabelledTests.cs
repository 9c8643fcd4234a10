using BrainDae.Cli.Ending;
using BrainDae.Method.Models;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Cohorts in which no patient, or not every patient, has a segmentation.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class UnlabelledTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Without_any_segmentation_scans_become_lesion_masks_with_commands_alone()
    {
        Write(Enumerable.Range(0, 8));
        var preprocessed = await CommandLine.Succeed(workspace.Preprocess());
        Assert.Contains("No patient has a segmentation: all slices count as healthy", preprocessed.OutputWords, StringComparison.Ordinal);

        var trained = await CommandLine.Succeed(workspace.TrainModel("--epochs", "1"));
        Assert.Contains("6 patients of train and val: all their slices count as healthy", trained.OutputWords, StringComparison.Ordinal);
        Assert.Equal(6, Data().UnlabelledPatients);

        // No threshold of highest Dice can be found, so the one that needs no lesion is used.
        var predicted = await CommandLine.Succeed(workspace.Predict("-i", workspace.Source));
        Assert.Contains("(synthetic, found on 2 patients; one alone: ", predicted.OutputWords, StringComparison.Ordinal);
        Assert.Equal(8, Directory.GetFiles(workspace["predictions"], "*_lesion.nii.gz", SearchOption.AllDirectories).Length);
        await CommandLine.Refuse(ExitCode.InvalidInput, workspace.Evaluate(), "no lesion label");
    }

    [Fact]
    public async Task Where_some_have_a_segmentation_preprocess_must_be_told_what_the_others_are()
    {
        Write([1, 3]);
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.Preprocess(), "2 of the 8 patients", "--unlabelled healthy", "--unlabelled skip");
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.Preprocess("--dry-run"), "--unlabelled");
        Assert.False(Directory.Exists(workspace.Data));
        var skipped = await CommandLine.Succeed(workspace.Preprocess("--unlabelled", "skip"));
        Assert.Contains("6 patients preprocessed, 0 done before, 0 failed.", skipped.Output, StringComparison.Ordinal);
        Assert.Contains("2 patients without a segmentation: left out", skipped.OutputWords, StringComparison.Ordinal);
        var kept = await CommandLine.Succeed(workspace.Preprocess("--unlabelled", "healthy"));
        Assert.Contains("2 patients preprocessed, 6 done before, 0 failed.", kept.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("healthy", 4, 2)]
    [InlineData("skip", 2, 0)]
    public async Task Where_some_have_a_label_train_must_be_told_what_the_others_are(string rule, int trained, int unlabelled)
    {
        Write(Enumerable.Range(0, 8));
        await CommandLine.Succeed(workspace.Preprocess());
        var inTrain = await File.ReadAllLinesAsync(workspace["data", "splits", "train.txt"], TestContext.Current.CancellationToken);
        var labelled = Enumerable.Range(0, 8).Where(i => !inTrain.Take(2).Contains(SyntheticCohort.Name(i)));
        foreach (var patient in labelled)
        {
            SyntheticCohort.WritePatient(workspace.Source, patient, SyntheticCohort.Name(patient));
        }

        await CommandLine.Succeed(workspace.Preprocess("--unlabelled", "healthy"));
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.TrainModel("--epochs", "1"), "2 of 6 patients", "--unlabelled healthy", "--unlabelled skip");
        await CommandLine.Succeed(workspace.TrainModel("--epochs", "1", "--unlabelled", rule));
        Assert.Equal((trained, unlabelled), (Data().TrainPatients.Length, Data().UnlabelledPatients));
    }

    private TrainingDataIdentity Data()
    {
        using var checkpoint = Checkpoint.Open(workspace["models", "dae", "model.safetensors"]);
        return checkpoint.Manifest.Data!;
    }

    /// <summary>Writes the cohort; the patients given have no segmentation.</summary>
    private void Write(IEnumerable<int> unlabelled)
    {
        SyntheticCohort.Write(workspace.Source);
        foreach (var name in unlabelled.Select(SyntheticCohort.Name))
        {
            File.Delete(workspace["source", name, $"{name}_seg.nii.gz"]);
        }
    }
}
