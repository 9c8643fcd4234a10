using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.Reporting;

/// <summary>What no report can be made of; none is left behind.</summary>
public sealed class ReportInputTests
{
    [Fact]
    public async Task A_model_that_was_not_evaluated()
    {
        using var workspace = await Workspace.WithModel();
        await Refused(workspace, ExitCode.MissingInput, workspace.Report(), "evaluation.json", "braindae evaluate -id dae -s test");
    }

    [Fact]
    public async Task A_split_that_was_not_evaluated()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        await Refused(workspace, ExitCode.MissingInput, workspace.Report("-s", "val"), "braindae evaluate -id dae -s val");
    }

    [Fact]
    public async Task A_model_that_was_trained_again_since()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        await CommandLine.Succeed(workspace.TrainModel("--epochs", "1", "--seed", "1", "--overwrite"));
        await Refused(workspace, ExitCode.InvalidInput, workspace.Report(), "another model", "braindae evaluate");
    }

    [Fact]
    public async Task A_split_that_was_changed_since()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        var names = await File.ReadAllLinesAsync(workspace["data", "splits", "test.txt"], TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(workspace["data", "splits", "test.txt"], names[..1], TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.InvalidInput, workspace.Report(), "another split", "braindae evaluate");
    }

    [Fact]
    public async Task Data_that_were_preprocessed_again_since()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        SyntheticCohort.Write(workspace.Source);
        await CommandLine.Succeed(workspace.Preprocess("--overwrite", "--quantile", "0.9"));
        await Refused(workspace, ExitCode.InvalidInput, workspace.Report(), "another data", "braindae evaluate");
    }

    [Fact]
    public async Task An_evaluation_that_was_cut_off()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        using (var file = File.OpenWrite(workspace["results", "dae", "test", "evaluation.json"]))
        {
            file.SetLength(file.Length / 2);
        }

        await Refused(workspace, ExitCode.InvalidInput, workspace.Report(), "evaluation.json", "braindae evaluate");
    }

    [Fact]
    public async Task An_output_that_is_a_folder()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        await Refused(workspace, ExitCode.InvalidOption, workspace.Report("-o", workspace.Data), "--output", "is a folder");
    }

    [Fact]
    public async Task An_output_under_a_file()
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        await File.WriteAllTextAsync(workspace["file"], "", TestContext.Current.CancellationToken);
        await Refused(workspace, ExitCode.OutputNotWritable, workspace.Report("-o", workspace["file", "report.html"]), "cannot be written");
    }

    [Theory]
    [InlineData("--pictures", "-1")]
    [InlineData("-bs", "0")]
    public async Task Numbers_that_cannot_be(string flag, string value)
    {
        using var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        await Refused(workspace, ExitCode.InvalidOption, workspace.Report(flag, value), value, "or more");
    }

    private static async Task Refused(Workspace workspace, ExitCode code, string[] arguments, params string[] parts)
    {
        await CommandLine.Refuse(code, arguments, parts);
        Assert.DoesNotContain(workspace.Entries(), entry => entry.EndsWith(".html", StringComparison.Ordinal));
        workspace.AssertNothingHalfWritten();
    }
}
