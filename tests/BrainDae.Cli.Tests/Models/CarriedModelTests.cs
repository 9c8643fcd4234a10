using System.Text.Json;
using BrainDae.Cli.Ending;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Models;

/// <summary>A model's file, carried elsewhere, is enough for every command that uses a model, and none of them writes into it.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class CarriedModelTests
{
    [Fact]
    public async Task Everything_that_uses_a_model_works_with_the_file_alone_and_gives_the_same()
    {
        using var workspace = await Workspace.WithModel();
        var trained = workspace["models", "dae", "model.safetensors"];
        var carried = workspace["elsewhere", "dae.safetensors"];
        Directory.CreateDirectory(workspace["elsewhere"]);
        File.Copy(trained, carried);
        SyntheticCohort.Write(workspace.Source, 1);
        string[] common = ["--device", "cpu", "--threads", "1"];
        string[] there = ["--model", carried, .. common];

        await CommandLine.Succeed(workspace.Evaluate());
        await CommandLine.Succeed(["evaluate", .. there, .. Workspace.Precision(), "--data", workspace.Data, "--results", workspace["there"]]);
        Assert.Equal(Workspace.Contents(workspace["results", "dae", "test"]), Workspace.Contents(workspace["there", "dae", "test"]));

        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source));
        await CommandLine.Succeed(["predict", .. there, .. Workspace.Precision(), "-i", workspace.Source, "-o", workspace["predictions-there"]]);
        Assert.Equal(Workspace.Contents(workspace["predictions"]), Workspace.Contents(workspace["predictions-there"]));

        await CommandLine.Succeed(workspace.Report());
        await CommandLine.Succeed(["report", .. there, "--data", workspace.Data, "--results", workspace["there"]]);

        Assert.Equal(["dae.safetensors"], Directory.EnumerateFileSystemEntries(workspace["elsewhere"]).Select(Path.GetFileName));
        Assert.Equal(Workspace.HashOf(trained), Workspace.HashOf(carried));
        Assert.Equal(Workspace.HashOf(trained), Evaluated(workspace.Results));
        Assert.Equal(Workspace.HashOf(trained), Evaluated(workspace["there"]));

        static string Evaluated(string results)
        {
            using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(results, "dae", "test", "evaluation.json")));
            return report.RootElement.GetProperty("model").GetProperty("sha256").GetString()!;
        }
    }

    [Fact]
    public async Task Nothing_but_train_import_and_calibrate_writes_into_a_models_folder()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 1);
        var before = Workspace.Contents(workspace.Models);

        await CommandLine.Succeed(workspace.Evaluate());
        await CommandLine.Succeed(workspace.Evaluate("-s", "val"));
        await CommandLine.Succeed(workspace.Report());
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source));

        Assert.Equal(before, Workspace.Contents(workspace.Models));
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("report")]
    public async Task A_model_is_named_in_one_way(string command)
    {
        using var workspace = await Workspace.WithModel();
        string[] line = command switch
        {
            "evaluate" => workspace.Evaluate(),
            "predict" => workspace.Predict("-i", workspace.Source),
            _ => workspace.Report(),
        };

        await CommandLine.Refuse(ExitCode.InvalidOption, [.. line, "--model", workspace["models", "dae", "model.safetensors"]], "--model and --identifier");
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("report")]
    public async Task A_file_that_is_not_there_is_named(string command)
    {
        using var workspace = await Workspace.WithData();

        await CommandLine.Refuse(ExitCode.MissingInput, [command, "--model", workspace["none.safetensors"], "--data", workspace.Data, "--results", workspace.Results], workspace["none.safetensors"]);
    }
}
