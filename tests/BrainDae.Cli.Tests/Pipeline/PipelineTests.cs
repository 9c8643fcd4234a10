using System.Text.Json;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Pipeline;

[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class PipelineTests
{
    [Fact]
    public async Task Scans_become_slices_a_model_and_an_evaluation()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source);

        var preprocessing = await CommandLine.Succeed(workspace.Preprocess());
        Assert.Contains("8 patients preprocessed, 0 done before, 0 failed.", preprocessing.Output, StringComparison.Ordinal);
        Assert.Contains("Split drawn: 4 train, 2 val, 2 test.", preprocessing.Output, StringComparison.Ordinal);
        Assert.Equal(8, Json(workspace["data", "manifest.json"]).GetProperty("patients").GetArrayLength());

        var training = await CommandLine.Succeed(workspace.TrainModel("--epochs", "2"));
        Assert.Contains("epoch 2/2", training.Output, StringComparison.Ordinal);
        var manifest = Json(workspace["models", "dae", "last.json"]);
        Assert.Equal(2, manifest.GetProperty("progress").GetProperty("epochs_done").GetInt32());
        Assert.Equal(2, manifest.GetProperty("options").GetProperty("network").GetProperty("base_channels").GetInt32());
        Assert.Equal(2, File.ReadLines(workspace["models", "dae", "log.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("epoch").GetInt32()).Count());
        Assert.Single(Directory.GetFiles(workspace["models", "dae"], "events.out.tfevents.*"));

        var evaluation = await CommandLine.Succeed(workspace.Evaluate("-s", "test", "-cc", "True"));
        Assert.Contains("signed_residual (default)", evaluation.Output, StringComparison.Ordinal);
        var report = Json(workspace["results", "dae", "test", "evaluation.json"]);
        Assert.Equal(2, report.GetProperty("split").GetProperty("patients").GetInt32());
        Assert.Equal((20, 0), Removed("published"));
        Assert.Equal((0, 50), Removed("signed_residual"));
        Assert.InRange(AveragePrecision(report), 0, 1);
        var rows = File.ReadAllLines(workspace["results", "dae", "test", "patients.csv"]);
        Assert.Equal(1 + 2 * report.GetProperty("scores").GetArrayLength(), rows.Length);
        Assert.All(rows, row => Assert.Equal(rows[0].Split(',').Length, row.Split(',').Length));
        Assert.Equal("Unseen", report.GetProperty("leak_audit").GetProperty("result").GetString());
        Assert.InRange(evaluation.Output.TrimEnd().Split('\n').Length, 5, 15);
        workspace.AssertNothingHalfWritten();

        (int Voxels, double Volume) Removed(string score)
        {
            var rule = report.GetProperty("scores").EnumerateArray().Single(s => s.GetProperty("name").GetString() == score).GetProperty("removed");
            return (rule.GetProperty("maximum_voxels").GetInt32(), rule.GetProperty("minimum_volume").GetDouble());
        }
    }

    [Theory]
    [InlineData("VAL", "val")]
    [InlineData("Train", "train", "--allow-train-patients")]
    public async Task Every_split_has_its_own_results(string value, string folder, params string[] more)
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate(["-s", value, "-cc", "False", .. more]));
        var report = Json(workspace["results", "dae", folder, "evaluation.json"]);
        Assert.Equal(folder, report.GetProperty("split").GetProperty("name").GetString());
        Assert.All(report.GetProperty("scores").EnumerateArray(), score => Assert.Equal(JsonValueKind.Null, score.GetProperty("removed").ValueKind));
        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public async Task Several_models_give_mean_and_standard_deviation()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.TrainModel("-id", "other", "--seed", "7", "--epochs", "1"));

        var outcome = await CommandLine.Succeed(workspace.Evaluate("-id", "other", "--resamples", "50"));

        var figures = new[] { "dae", "other" }.Select(id => AveragePrecision(Json(workspace["results", id, "test", "evaluation.json"]))).ToArray();
        var spread = Json(workspace["results", "models-test.json"]);
        Assert.Equal(["dae", "other"], spread.GetProperty("models").EnumerateArray().Select(m => m.GetString()!));
        var precision = spread.GetProperty("scores")[0].GetProperty("figures").GetProperty("average_precision");
        Assert.Equal(figures.Average(), precision.GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(Math.Abs(figures[0] - figures[1]) / Math.Sqrt(2), precision.GetProperty("standard_deviation").GetDouble(), 1e-12);
        Assert.NotEqual(figures[0], figures[1]);
        Assert.Contains("2 models, on the test split", outcome.Output, StringComparison.Ordinal);
        workspace.AssertNothingHalfWritten();
    }

    private static double AveragePrecision(JsonElement report) => report.GetProperty("scores")[0].GetProperty("figures").GetProperty("average_precision").GetProperty("value").GetDouble();

    private static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}
