using System.Text.Json;
using System.Text.Json.Nodes;
using BrainDae.Cli.Ending;
using BrainDae.Files;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Evaluating on the scans' own grids, with scans that have the size of their slices already.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class NativeGridTests
{
    [Fact]
    public async Task Scans_of_the_size_of_their_slices_have_the_figures_of_the_slices()
    {
        using var workspace = await Workspace.WithModel();

        var outcome = await CommandLine.Succeed(workspace.Evaluate("--native-grid", "--verbose", "--resamples", "50"));

        Assert.Contains("scan's own grid", outcome.OutputWords, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(workspace["results", "dae", "test", "evaluation.json"], TestContext.Current.CancellationToken));
        Assert.Contains("segmentation file", report.RootElement.GetProperty("definitions").GetProperty("native").GetString(), StringComparison.Ordinal);
        var scores = report.RootElement.GetProperty("scores").EnumerateArray().ToArray();
        Assert.DoesNotContain(Figures("flair_intensity").EnumerateObject(), figure => figure.Name.StartsWith("native", StringComparison.Ordinal));
        foreach (var kind in new[] { "validation", "healthy" })
        {
            // The published score's small components are counted in stored voxels, those of all others in mm³.
            var residual = Figures("signed_residual");
            Assert.Equal(JsonValueKind.Number, residual.GetProperty($"native_{kind}_mean_patient_dice").GetProperty("interval").GetProperty("low").ValueKind);
            foreach (var figure in new[] { "threshold", "dice", "mean_patient_dice", "sensitivity", "precision", "lesions", "lesion_f1" })
            {
                var isThere = residual.TryGetProperty($"{kind}_{figure}", out var stored);
                Assert.Equal(isThere, residual.TryGetProperty($"native_{kind}_{figure}", out var native));
                Assert.True(!isThere || JsonElement.DeepEquals(stored, native), $"{kind} {figure}: {native}");
            }
        }

        var rows = (await File.ReadAllLinesAsync(workspace["results", "dae", "test", "patients.csv"], TestContext.Current.CancellationToken)).Select(line => line.Split(',')).ToArray();
        Assert.Equal(Cell(rows[1], "validation_dice"), Cell(rows[1], "native_validation_dice"));
        Assert.Equal(Cell(rows[1], "healthy_lesions_found"), Cell(rows[1], "native_healthy_lesions_found"));
        Assert.NotEmpty(Cell(rows[1], "native_healthy_lesions_found"));
        workspace.AssertNothingHalfWritten();

        JsonElement Figures(string score) => scores.Single(s => s.GetProperty("name").GetString() == score).GetProperty("figures");

        string Cell(string[] row, string column) => row[Array.IndexOf(rows[0], column)];
    }

    [Fact]
    public async Task Without_the_flag_nothing_is_read_again_and_nothing_is_said()
    {
        using var workspace = await Workspace.WithModel();
        LoseTheScans(workspace);

        var outcome = await CommandLine.Succeed(workspace.Evaluate("--resamples", "50"));

        Assert.DoesNotContain("own grid", outcome.OutputWords, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scans_that_are_gone_are_refused_with_their_folder_and_what_to_do()
    {
        using var workspace = await Workspace.WithModel();
        var lost = LoseTheScans(workspace);

        await CommandLine.Refuse(ExitCode.MissingInput, workspace.Evaluate("--native-grid"), lost, "Leave out --native-grid", "preprocess again");

        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public async Task The_val_split_is_refused_because_its_thresholds_are_found_on_it()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Refuse(ExitCode.InvalidOption, workspace.Evaluate("--native-grid", "-s", "val"), "--native-grid", "patients of this split");
    }

    /// <summary>Has the data come from a folder that is not there.</summary>
    private static string LoseTheScans(Workspace workspace)
    {
        var path = workspace["data", "manifest.json"];
        var manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(Directory.Exists(manifest["source_folder"]!.GetValue<string>()));
        manifest["source_folder"] = workspace["gone"];
        Assert.True(manifest.Remove(SealedJson.Member));
        File.WriteAllText(path, SealedJson.Seal(manifest.ToJsonString()));
        return workspace["gone"];
    }
}
