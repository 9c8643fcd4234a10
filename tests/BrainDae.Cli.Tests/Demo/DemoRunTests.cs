using System.Globalization;
using BrainDae.Cli.Demo;
using BrainDae.Cli.Ending;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Corruption;
using BrainDae.Method.Network;
using BrainDae.Phantom;
using BrainDae.TestData;
using Spectre.Console.Testing;

namespace BrainDae.Cli.Tests.Demo;

/// <summary>The demo from synthetic patients to its last sentence, with patients and a network that take seconds.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class DemoRunTests
{
    private static readonly DemoRecipe Tiny = new()
    {
        Patients = 6,
        TrainFraction = 0.5,
        ValFraction = 0.17,
        Phantom = PhantomOptions.ForShape(32, 32, 20) with { LesionVolume = (15, 60) },
        Preprocessing = new() { Size = 32 },
        Training = new()
        {
            Network = new UNetOptions { BaseChannels = 2, Depth = 2 },
            Corruption = new CoarseNoiseOptions { Resolution = 8 },
            BatchSize = 4,
            Epochs = 2,
            IterationsPerEpoch = 3,
            ValidationBatches = 2,
        },
    };

    [Fact]
    public async Task Its_last_sentence_is_true_of_its_own_evaluation()
    {
        using var workspace = new Workspace();
        using var console = new TestConsole();
        console.Profile.Width = 400;

        Assert.Equal(ExitCode.Success, new DemoRun(new(console, message => $"{message}", TestContext.Current.CancellationToken), Tiny, workspace.Root, seed: 3, threads: 1).Run());

        var report = EvaluationFiles.Read(workspace["results", "demo", "test", "evaluation.json"]);
        var (model, baseline) = (report.Default.AveragePrecision!.Value, report.StrongestBaseline!.AveragePrecision!.Value);
        var sentence = DemoConclusion.Of(report);
        Assert.Contains($"\n{sentence}\n", console.Output, StringComparison.Ordinal);
        Assert.Contains(model > baseline ? "The model finds the tumours" : "does not beat", sentence, StringComparison.Ordinal);
        Assert.Contains(model.ToString("0.000", CultureInfo.InvariantCulture), sentence, StringComparison.Ordinal);
        Assert.Contains(baseline.ToString("0.000", CultureInfo.InvariantCulture), sentence, StringComparison.Ordinal);
        Assert.Equal(2, report.Split.Patients);
        Assert.Contains($"6 brains with tumours as BraTS-like NIfTI files in {workspace["scans"]}", console.Output, StringComparison.Ordinal);
        Assert.True(new FileInfo(workspace["demo.png"]).Length > 1000);
        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public void The_commands_that_it_shows_are_commands()
    {
        var root = BrainDaeApp.CreateRootCommand(Spectre.Console.AnsiConsole.Console);
        Assert.All(
            new[] { "preprocess -s BraTS2021_Training_Data -o data", "train -id dae --data data", "evaluate -id dae --data data" },
            line => Assert.Empty(root.Parse(line).Errors));
    }
}
