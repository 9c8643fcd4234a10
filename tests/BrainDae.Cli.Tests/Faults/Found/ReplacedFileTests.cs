using System.Text.Json;
using BrainDae.Data.Cohorts;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Faults.Found;

/// <summary>Rows 2, 4 and 10: files that were replaced, emptied or cannot be read any more.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class ReplacedFileTests
{
    [Fact]
    public void Row_2_a_scan_replaced_under_its_name_is_preprocessed_again()
    {
        using var site = FoundSite.With("scans", "data");
        var slices = site["data", "slices", SyntheticCohort.Name(0) + ".safetensors"];
        var before = Workspace.HashOf(slices);
        File.Copy(SyntheticCohort.Scan(site["scans"], SyntheticCohort.Name(1), Modality.T2), SyntheticCohort.Scan(site["scans"], SyntheticCohort.Name(0), Modality.T2), overwrite: true);
        site.Succeed(FoundSite.Preprocess);
        Assert.NotEqual(before, Workspace.HashOf(slices));
    }

    [Fact]
    public async Task Row_4_the_hash_of_the_results_is_of_the_weights_that_gave_them()
    {
        using var site = FoundSite.With("scans", "models");
        string[] command = [.. FoundSite.Predict("0.1", "-i", Path.Combine("scans", SyntheticCohort.Name(0))), "--overwrite"];
        var model = site.Model;
        string[] weights = [site["one"], site["other"]];
        File.Copy(model, weights[0]);
        File.Copy(Path.Combine(site["models", "other"], Path.GetFileName(model)), weights[1]);
        List<(string Model, string Score)> right = [];
        foreach (var file in weights)
        {
            File.Copy(file, model, overwrite: true);
            site.Succeed(command);
            right.Add(Told(site));
        }

        Assert.Equal(right.Select(r => r.Model), weights.Select(Workspace.HashOf));
        Assert.NotEqual(right[0].Score, right[1].Score);
        using var stop = new CancellationTokenSource();
        var replacing = Task.Run(
            () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    File.Copy(weights[i % 2], site["next"], overwrite: true);
                    File.Move(site["next"], model, overwrite: true);
                }
            },
            TestContext.Current.CancellationToken);
        List<(string Model, string Score)> told = [];
        for (var i = 0; i < 6; i++)
        {
            site.Succeed(command);
            told.Add(Told(site));
        }

        await stop.CancelAsync();
        await replacing;
        Assert.All(told, pair => Assert.Contains(pair, right));
    }

    [Fact]
    public void Row_10_a_prediction_that_was_emptied_is_made_again()
    {
        using var site = FoundSite.With("scans", "models");
        site.Succeed(FoundSite.Predict("0.1", "-i", "scans"));
        var score = site["predictions", SyntheticCohort.Name(0), SyntheticCohort.Name(0) + "_score.nii.gz"];
        var whole = File.ReadAllBytes(score);
        File.WriteAllBytes(score, []);
        site.Succeed(FoundSite.Predict("0.1", "-i", "scans"));
        Assert.Equal(whole, File.ReadAllBytes(score));
    }

    [Fact]
    public void Row_10_overwriting_with_a_scan_that_cannot_be_read_loses_no_slices()
    {
        using var site = FoundSite.With("scans", "data");
        var slices = Workspace.HashOf(site["data", "slices", SyntheticCohort.Name(0) + ".safetensors"]);
        File.WriteAllBytes(SyntheticCohort.Scan(site["scans"], SyntheticCohort.Name(0), Modality.T1), []);
        Assert.Equal(8, site.Run([.. FoundSite.Preprocess, "--overwrite"]).Code);
        Assert.Contains(Workspace.Contents(site["data"]), file => file.Hash == slices);
    }

    /// <summary>The hash of the model that a prediction names, and that of the score it made.</summary>
    private static (string Model, string Score) Told(FoundSite site)
    {
        var folder = site["predictions", SyntheticCohort.Name(0)];
        using var told = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "prediction.json")));
        return (told.RootElement.GetProperty("settings").GetProperty("model").GetProperty("sha256").GetString()!, Workspace.HashOf(Path.Combine(folder, SyntheticCohort.Name(0) + "_score.nii.gz")));
    }
}
