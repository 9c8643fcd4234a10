using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>The second output of a network that practised on synthetic lesions, from training to a lesion mask.</summary>
public sealed class LesionOutputTests
{
    [Fact]
    public async Task A_model_that_practised_on_lesions_serves_their_probability_and_the_published_one_says_why_not()
    {
        using var workspace = await Workspace.WithData();
        SyntheticCohort.Write(workspace.Source, 1);
        var scans = Directory.GetDirectories(workspace.Source)[0];
        string[] predict = ["-i", scans, "--score", "lesion_probability"];

        var trained = await CommandLine.Succeed(workspace.TrainModel("--lesions", "0.75"));
        Assert.Contains("lesions 0.", trained.Output, StringComparison.Ordinal);
        await CommandLine.Succeed(workspace.Evaluate("--resamples", "50"));
        Assert.Contains("lesion_probability", await Evaluation(), StringComparison.Ordinal);
        await CommandLine.Succeed(workspace.Predict(predict));
        await CommandLine.Succeed(workspace.Report());

        await CommandLine.Succeed(workspace.TrainModel("--overwrite"));
        await CommandLine.Succeed(workspace.Evaluate("--resamples", "50"));
        Assert.DoesNotContain("lesion_probability", await Evaluation(), StringComparison.Ordinal);
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.Predict(predict), "'lesion_probability' needs a network that was trained on synthetic lesions", "--lesions above 0", "signed_residual");

        Task<string> Evaluation() => File.ReadAllTextAsync(Path.Combine(workspace.Results, "dae", "test", "evaluation.json"), TestContext.Current.CancellationToken);
    }
}
