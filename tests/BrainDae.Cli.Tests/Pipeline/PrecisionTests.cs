using System.Text.Json;
using BrainDae.Cli.Tests.Samples;
using BrainDae.TestData;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Which arithmetic a run computes in, what it records of that, and what it says where a model was calibrated in the other one.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class PrecisionTests
{
    [Theory]
    [InlineData("0", "Float32")]
    [InlineData("1", "BFloat16")]
    public async Task Auto_is_what_the_processor_has(string processorHasBFloat16, string expected)
    {
        using var workspace = await Workspace.WithData();

        await Braindae(workspace, processorHasBFloat16, workspace.TrainModel("--precision", "auto"));
        await Braindae(workspace, processorHasBFloat16, workspace.Evaluate("--precision", "auto"));

        var model = Json(workspace["models", "dae", "model.json"]);
        Assert.Equal(expected, model.GetProperty("options").GetProperty("precision").GetString());
        Assert.Equal(expected, model.GetProperty("calibration").GetProperty("precision").GetString());
        Assert.Equal(expected, Json(workspace["results", "dae", "test", "evaluation.json"]).GetProperty("precision").GetString());
    }

    [Theory]
    [InlineData("0", "fp32", null)]
    [InlineData("1", "fp32", "the model was calibrated in fp32 and its network computes in bf16 here, so its thresholds fit less exactly. Use --precision fp32, or calibrate it anew (braindae calibrate --precision bf16).")]
    [InlineData("0", "bf16", "the model was calibrated in bf16 and its network computes in fp32 here, so its thresholds fit less exactly. Use --runtime torch --precision bf16, or calibrate it anew (braindae calibrate --precision fp32).")]
    public async Task A_prediction_in_another_precision_than_the_calibration_says_so_and_records_it(string processorHasBFloat16, string calibrated, string? notice)
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 1);
        await CommandLine.Succeed(workspace.Calibrate("--in-place", "--precision", calibrated));

        var output = await Braindae(workspace, processorHasBFloat16, workspace.Predict("-i", workspace.Source, "--precision", "auto"));

        var settings = Json(workspace["predictions", SyntheticCohort.Name(0), "prediction.json"]).GetProperty("settings");
        Assert.Equal(processorHasBFloat16 == "1" ? "BFloat16" : "Float32", settings.GetProperty("precision").GetString());
        Assert.Equal(notice is null ? null : calibrated == "fp32" ? "Float32" : "BFloat16", settings.GetProperty("calibration_precision").GetString());
        Assert.Equal(notice is not null, output.Contains($"note: {notice}\n", StringComparison.Ordinal));
        if (notice is not null)
        {
            // What it advises ends the difference.
            var advised = await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--overwrite", "--precision", calibrated));
            Assert.DoesNotContain("calibrated in", advised.OutputWords, StringComparison.Ordinal);
        }
    }

    private static async Task<string> Braindae(Workspace workspace, string processorHasBFloat16, string[] arguments)
    {
        var (code, output) = await DotNet.Run(new() { [AutomaticPrecision.Variable] = processorHasBFloat16 }, workspace.Root, [Path.Combine(AppContext.BaseDirectory, "braindae.dll"), .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    private static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
}
