using System.Text.RegularExpressions;
using System.Globalization;
using System.Text.Json;

namespace BrainDae.Cli.Tests.Reporting;

public sealed class ReportTests
{
    [Fact]
    public async Task An_evaluation_becomes_one_page_with_its_figures_and_every_patient()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        var outcome = await CommandLine.Succeed(workspace.Report());

        Assert.Contains("report.html", outcome.Output, StringComparison.Ordinal);
        var report = new ReportFile(workspace["results", "dae", "test", "report.html"]);
        using var evaluation = JsonDocument.Parse(await File.ReadAllBytesAsync(workspace["results", "dae", "test", "evaluation.json"], TestContext.Current.CancellationToken));
        var score = evaluation.RootElement.GetProperty("scores").EnumerateArray().Single(s => s.GetProperty("is_default").GetBoolean());
        Assert.Contains($">{score.GetProperty("figures").GetProperty("average_precision").GetProperty("value").GetDouble().ToString("0.000", CultureInfo.InvariantCulture)}", report.Text, StringComparison.Ordinal);
        Assert.Contains(evaluation.RootElement.GetProperty("model").GetProperty("sha256").GetString()!, report.Text, StringComparison.Ordinal);
        Assert.Contains("dae on 2 patients of the test split", report.Text, StringComparison.Ordinal);
        string[] evaluated = [.. score.GetProperty("patients").EnumerateArray().Select(p => p.GetProperty("name").GetString()!).Order()];
        Assert.Equal(evaluated, report.Patients.Select(p => p.GetProperty("name").GetString()!).Order());
        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public async Task The_outlines_of_a_patient_have_the_dice_of_its_evaluation()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        await CommandLine.Succeed(workspace.Report("-o", workspace["report.html"]));

        var report = new ReportFile(workspace["report.html"]);
        Assert.Equal(2, report.Patients.Length);
        for (var i = 0; i < report.Patients.Length; i++)
        {
            var (truth, prediction) = (report.Mask(i, "truth"), report.Mask(i, "prediction-signed_residual"));
            var both = truth.Zip(prediction).Count(pair => pair is (1, 1));
            var dice = 2.0 * both / (truth.Count(t => t == 1) + prediction.Count(p => p == 1));
            Assert.Equal(report.Patients[i].GetProperty("dice").GetDouble(), dice, 1e-12);
            Assert.Equal(truth.Count(t => t == 1), report.Patients[i].GetProperty("truth").EnumerateArray().Sum(n => n.GetInt32()));
        }

        Assert.True(report.Patients[0].GetProperty("dice").GetDouble() <= report.Patients[1].GetProperty("dice").GetDouble());
    }

    [Fact]
    public async Task Slices_of_fewer_patients_make_a_smaller_file_that_says_so()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate("-s", "train", "--allow-train-patients"));
        await CommandLine.Succeed(workspace.Report("-s", "train", "-o", workspace["all.html"]));
        await CommandLine.Succeed(workspace.Report("-s", "train", "-o", workspace["three.html"], "--pictures", "3"));
        await CommandLine.Succeed(workspace.Report("-s", "train", "-o", workspace["none.html"], "--pictures", "0"));

        string[] all = [.. new ReportFile(workspace["all.html"]).Patients.Select(p => p.GetProperty("name").GetString()!)];
        var three = new ReportFile(workspace["three.html"]);
        Assert.Equal([all[0], all[1], all[3]], three.Patients.Select(p => p.GetProperty("name").GetString()!));
        Assert.Contains("slices of the 3 worst and best patients are in this file", three.Text, StringComparison.Ordinal);
        Assert.All(all, name => Assert.Contains(name, new ReportFile(workspace["none.html"]).Text, StringComparison.Ordinal));
        Assert.True(new FileInfo(workspace["three.html"]).Length < new FileInfo(workspace["all.html"]).Length);
    }

    [Fact]
    public async Task The_same_report_is_the_same_file()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        await CommandLine.Succeed(workspace.Report("-o", workspace["a.html"]));
        await CommandLine.Succeed(workspace.Report("-o", workspace["b.html"]));
        Assert.Equal(await Timeless("a.html"), await Timeless("b.html"));

        // The minute in which a report is made stands in it.
        async Task<string> Timeless(string file) =>
            Regex.Replace(await File.ReadAllTextAsync(workspace[file], TestContext.Current.CancellationToken), "made [0-9: -]* UTC", "made");
    }
}
