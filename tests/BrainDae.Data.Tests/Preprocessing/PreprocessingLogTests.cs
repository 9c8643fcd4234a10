using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Preprocessing;

public sealed class PreprocessingLogTests
{
    [Fact]
    public void Every_patient_is_logged_and_one_that_fails_with_its_reason()
    {
        using var folder = new TemporaryFolder();
        var log = new HeardLog();
        var found = BratsCohort.Find(TestFiles.Golden("cohort"));
        var options = new CohortPreprocessingOptions { DataFolder = folder["data"] };
        var cohort = found with { Incomplete = [new("Broken", "t2 is missing.")] };

        var result = CohortPreprocessor.Run(cohort, options, logger: log, cancellation: TestContext.Current.CancellationToken);
        CohortPreprocessor.Run(found, options, logger: log, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(found.Patients.Length, result.Done);
        Assert.All(found.Patients, patient => Assert.Contains(log.Lines, line => line.StartsWith($"Debug: {patient.Name}: ", StringComparison.Ordinal) && line.EndsWith(" slices preprocessed", StringComparison.Ordinal)));
        Assert.All(found.Patients, patient => Assert.Contains($"Debug: {patient.Name}: done before with the same options and files", log.Lines));
        Assert.Contains("Error: Broken: left out. t2 is missing.", log.Lines);
        Assert.Contains($"Information: {found.Patients.Length} patients in {folder["data"]}: split Drawn, {result.Split!.Train.Length} train, {result.Split.Val.Length} val, {result.Split.Test.Length} test", log.Lines);
        Assert.Equal(result.Warnings.Length, log.Lines.Count(line => line.StartsWith("Warning: ", StringComparison.Ordinal)));
    }
}
