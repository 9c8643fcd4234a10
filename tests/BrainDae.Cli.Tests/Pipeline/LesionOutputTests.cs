using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Tests.Reporting;

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
        var calibrated = await CommandLine.Succeed("calibrate", "-id", "dae", "--models", workspace.Models, "--data", workspace.Data, "--in-place", "--device", "cpu", "--threads", "1");
        Assert.Contains(found, Words(calibrated.Output), StringComparison.Ordinal);

        var predicted = await CommandLine.Succeed(workspace.Predict("-i", scans, "-o", workspace["combined"], "--threshold", "synthetic", "--score", "combined"));
        Assert.Contains("score combined", Words(predicted.Output), StringComparison.Ordinal);
        Assert.Contains("synthetic, found on 2 patients; one alone: ", Words(predicted.Output), StringComparison.Ordinal);
        var settings = Parse(Directory.GetFiles(workspace["combined"], "prediction.json", SearchOption.AllDirectories).Single()).GetProperty("settings");
        Assert.Equal(thresholds.GetProperty("synthetic").GetDouble(), settings.GetProperty("threshold").GetDouble());
        var usual = await CommandLine.Succeed(workspace.Predict("-i", scans, "-o", workspace["usual"]));
        Assert.Contains("score combined", Words(usual.Output), StringComparison.Ordinal);
        Assert.Contains("(val, found on 2 patients; one alone: ", Words(usual.Output), StringComparison.Ordinal);

        // Four modalities, reconstruction, the two parts, the score, lesions.
        Assert.Equal(9.0 / 7, (double)WidthOf(workspace["combined"]) / WidthOf(workspace["predictions"]), 0.02);

        await CommandLine.Succeed(workspace.Evaluate("--resamples", "50", "--results", workspace["anew"]));
        await CommandLine.Succeed(workspace.Report("--results", workspace["anew"]));
        var report = new ReportFile(workspace["anew", "dae", "test", "report.html"]);
        Assert.All(["combined", "signed_residual", "lesion_probability", "published"], score => Assert.NotEmpty(report.Mask(0, $"prediction-{score}")));
        Assert.Contains("val, stored with the model", report.Text, StringComparison.Ordinal);

        // However lines are broken.
        static string Words(string output) => string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        static JsonElement Parse(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

        // The width stands at a fixed place of a PNG.
        static int WidthOf(string folder) =>
            BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(Directory.GetFiles(folder, "*_montage.png", SearchOption.AllDirectories).Single()).AsSpan(16));
    }
}
