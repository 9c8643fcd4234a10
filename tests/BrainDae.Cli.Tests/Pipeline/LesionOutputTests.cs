using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Tests.Reporting;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>The second output of a network that practised on synthetic lesions, from training to a lesion mask.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
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
        await Combines(workspace, scans);

        await CommandLine.Succeed(workspace.TrainModel("--overwrite"));
        await CommandLine.Succeed(workspace.Evaluate("--resamples", "50"));
        Assert.DoesNotContain("lesion_probability", await Evaluation(), StringComparison.Ordinal);
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.Predict(predict), "'lesion_probability' needs a network that was trained on synthetic lesions", "--lesions above 0", "signed_residual");

        Task<string> Evaluation() => File.ReadAllTextAsync(Path.Combine(workspace.Results, "dae", "test", "evaluation.json"), TestContext.Current.CancellationToken);
    }

    /// <summary>What the model is used with: the score that adds both outputs up, at the threshold of the labelled patients, or the one found on synthetic lesions.</summary>
    private static async Task Combines(Workspace workspace, string scans)
    {
        var stored = Parse(workspace["models", "dae", "model.json"]).GetProperty("calibration");
        var thresholds = stored.GetProperty("thresholds").GetProperty("combined");
        var range = thresholds.GetProperty("synthetic_range");
        var found = string.Create(CultureInfo.InvariantCulture, $"synthetic {thresholds.GetProperty("synthetic").GetDouble():0.0000} (one alone: {range.GetProperty("least").GetDouble():0.0000} to {range.GetProperty("greatest").GetDouble():0.0000}, 8 paintings). predict uses val.");
        var calibrated = await CommandLine.Succeed(workspace.Calibrate("--in-place"));
        Assert.Contains(found, calibrated.OutputWords, StringComparison.Ordinal);

        var usual = await CommandLine.Succeed(workspace.Predict("-i", scans, "-o", workspace["combined"]));
        Assert.Contains("score combined", usual.OutputWords, StringComparison.Ordinal);
        Assert.Contains("(val, found on 2 patients; one alone: ", usual.OutputWords, StringComparison.Ordinal);
        var other = await CommandLine.Succeed(workspace.Predict("-i", scans, "-o", workspace["other"], "--threshold", "synthetic", "--score", "combined", "--dry-run"));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"lesion above {thresholds.GetProperty("synthetic").GetDouble():0.0000} (synthetic, found on 2 patients; one alone: "), other.OutputWords, StringComparison.Ordinal);

        // Four modalities, reconstruction, the two parts, the score, lesions.
        Assert.Equal(9.0 / 7, (double)WidthOf(workspace["combined"]) / WidthOf(workspace["predictions"]), 0.02);

        var report = new ReportFile(workspace["results", "dae", "test", "report.html"]);
        Assert.All(["combined", "signed_residual", "lesion_probability", "published"], score => Assert.NotEmpty(report.Mask(0, $"prediction-{score}")));
        Assert.Contains("val, stored with the model", report.Text, StringComparison.Ordinal);

        static JsonElement Parse(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

        // The width stands at a fixed place of a PNG.
        static int WidthOf(string folder) =>
            BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(Directory.GetFiles(folder, "*_montage.png", SearchOption.AllDirectories).Single()).AsSpan(16));
    }
}
