using BrainDae.Data.Cohorts;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Prediction.Tests;

public sealed class PredictionLogTests
{
    [Fact]
    public void Patients_are_logged_with_what_was_found_or_why_they_failed()
    {
        using var output = new TemporaryFolder();
        using var phantom = new PhantomFiles();
        var trained = ModelFolder.Of(output["models"], "small");
        TestModel.Write(trained);
        using var model = trained.Open();
        using var predictor = new Predictor(model, () => TestModel.Load(model), new() { Score = new PublishedScore(), Threshold = 0.05 });
        var log = new HeardLog();
        var cohort = new Cohort("here", "by hand", [phantom.Files], [new("Broken", "t2 is missing.")]);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            new CohortPredictor(predictor, new(output["predictions"])) { Logger = log }.Run(cohort, TestContext.Current.CancellationToken);
        }

        Assert.Single(log.Lines, line => line.StartsWith("Debug: phantom: ", StringComparison.Ordinal) && line.EndsWith(" ml", StringComparison.Ordinal));
        Assert.Contains("Debug: phantom: done before with the same scans, model and settings", log.Lines);
        Assert.Equal(2, log.Lines.Count(line => line == "Error: Broken: not predicted. t2 is missing."));
    }
}
