using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Files;
using BrainDae.Method.Scores;
using BrainDae.Nifti;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Prediction.Tests;

/// <summary>Patients in other layouts: the same result, under a name that is their own.</summary>
public sealed class LayoutPredictionTests : IDisposable
{
    private readonly SmallCohort cohort = new();
    private readonly PhantomFiles phantom = new();
    private readonly TemporaryFolder folder = new();
    private readonly SmallRun run;

    public LayoutPredictionTests()
    {
        run = new(cohort);
        run.CopyOneEpoch();
    }

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
        phantom.Dispose();
        cohort.Dispose();
    }

    [Fact]
    public void The_same_patient_in_every_layout_has_the_same_mask_and_score()
    {
        using var predictor = Load();
        var expected = predictor.Run(phantom.Files, TestContext.Current.CancellationToken);
        Assert.NotEmpty(expected.Lesions.Lesions);

        Assert.All(LayoutSamples.All, layout =>
        {
            var prediction = predictor.Run(Assert.Single(Found(layout).Patients), TestContext.Current.CancellationToken);

            Assert.True(expected.Lesions.Mask.Bytes.SequenceEqual(prediction.Lesions.Mask.Bytes));
            Assert.True(expected.Score.Bytes.SequenceEqual(prediction.Score.Bytes));
            Assert.Equal(expected.Score.Geometry.Affine, prediction.Score.Geometry.Affine);
            Assert.Equal(expected.Score.Shape, prediction.Score.Shape);
        });
    }

    [Fact]
    public void A_file_with_all_channels_is_predicted_once()
    {
        using var predictor = Load();
        var results = new PredictionFolder(folder["predictions"]);
        var found = Found("decathlon");

        Assert.Equal((1, 0), Done(new CohortPredictor(predictor, results).Run(found, TestContext.Current.CancellationToken)));
        Assert.Equal((0, 1), Done(new CohortPredictor(predictor, results).Run(found, TestContext.Current.CancellationToken)));
        Assert.Equal([2, 0, 1, 3], results.Finished("p")!.Inputs.Select(input => input.Image!.Value));
    }

    [Fact]
    public void Other_scans_do_not_replace_a_result_under_the_same_name()
    {
        using var predictor = Load();
        var results = new PredictionFolder(folder["predictions"]);
        new CohortPredictor(predictor, results).Run(Found("brats"), TestContext.Current.CancellationToken);
        var before = File.ReadAllBytes(results.Mask(results.Verified("p")));
        var others = Modalities.Brats.Select(modality =>
        {
            var scan = NiftiReader.Read(phantom.Files[modality].Path);
            NiftiWriter.Write(folder["other", $"{modality}.nii"], BrainDae.Nifti.Volumes.Volume.Create<short>(scan.Geometry, scan.Stored<short>().ToArray().Reverse().ToArray()));
            return folder["other", $"{modality}.nii"];
        });
        Cohort other = new(folder["other"], "by hand", [PatientFiles.Of("p", Modalities.Brats, others)], []);

        var refused = new CohortPredictor(predictor, results).Run(other, TestContext.Current.CancellationToken);

        Assert.Contains("holds the result of other scans", Assert.Single(refused.Failed).Reason.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(results.Mask(results.Verified("p"))));
        Assert.NotNull(results.Finished("p"));
        Assert.Equal((1, 0), Done(new CohortPredictor(predictor, results) { Overwrite = true }.Run(other, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Predictions_are_written_once_more_as_a_bids_derivative_under_a_name_that_says_what_they_are()
    {
        using var predictor = Load();
        var results = new PredictionFolder(folder["predictions"]);
        new CohortPredictor(predictor, results).Run(Found("bids_sessions"), TestContext.Current.CancellationToken);
        Assert.False(results.Verified("sub-01_ses-02").IsPlausible, "the model knows other scans than the phantom's");
        var derivatives = new BidsDerivatives(folder["derived"]);
        const string Patient = "sub-01_ses-02";
        var mask = folder["derived", "sub-01", "ses-02", "anat", $"{Patient}_desc-implausible_mask.nii.gz"];
        var description = folder["derived", "sub-01", "ses-02", "anat", Patient + "_desc-implausible_mask.json"];

        derivatives.Write(results, results.Verified(Patient), isNew: true);
        var written = File.GetLastWriteTimeUtc(mask);
        derivatives.Write(results, results.Verified(Patient), isNew: false);

        Assert.Equal(written, File.GetLastWriteTimeUtc(mask));
        Assert.Equal(File.ReadAllBytes(results.ImplausibleMask(Patient)), File.ReadAllBytes(mask));
        BidsDerivatives.Verify(description);
        File.AppendAllText(mask, "x");
        Assert.Contains("is not as it was written", Assert.Throws<BrainDaeException>(() => BidsDerivatives.Verify(description)).Message, StringComparison.Ordinal);
        derivatives.Write(results, results.Verified(Patient), isNew: false);
        BidsDerivatives.Verify(description);
        Assert.Equal(3, Directory.GetFiles(Path.GetDirectoryName(mask)!).Length);

        // What is copied is what was found, or it is not described as such.
        var summary = results.Verified(Patient);
        File.AppendAllText(results.Score(Patient), "x");
        var changed = Assert.Throws<BrainDaeException>(() => derivatives.Write(results, summary, isNew: true));
        Assert.StartsWith(results.Score(Patient) + ": is not as it was written", changed.Message, StringComparison.Ordinal);
        Assert.Throws<BrainDaeException>(() => BidsDerivatives.Verify(description));
        Assert.Equal(FailureKind.InvalidOption, Assert.Throws<BrainDaeException>(() => BidsDerivatives.RequireName("p1")).Kind);
    }

    private static (int Done, int Skipped) Done(CohortPredictionResult result) => (result.Done, result.Skipped);

    private Cohort Found(string layout)
    {
        LayoutSamples.Write(layout, folder[layout], [.. Modalities.Brats.Select(modality => NiftiReader.Read(phantom.Files[modality].Path))], NiftiReader.Read(phantom.Files.Segmentation!));
        return CohortFinder.FindScans(folder[layout], Modalities.Brats, layout == "pattern" ? new() { Pattern = LayoutSamples.Pattern, Words = LayoutSamples.Words } : null);
    }

    private Predictor Load()
    {
        using var model = run.Model.Open();
        return new(model, () => TestModel.Load(model), new() { Score = new PublishedScore(), Threshold = 0.05 });
    }
}
