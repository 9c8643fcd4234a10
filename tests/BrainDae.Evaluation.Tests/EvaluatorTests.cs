using System.Text.Json;
using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Network;

namespace BrainDae.Evaluation.Tests;

public sealed class EvaluatorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallCohort cohort = new();
    private readonly List<string> done = [];
    private int announced;

    public EvaluatorTests() => WriteModel(seed: 1);

    private ModelFolder Model => ModelFolder.Of(folder["models"], "small");

    [Fact]
    public void Split_without_a_patient_is_refused_with_its_flag()
    {
        var failure = Assert.Throws<BrainDaeException>(() => Evaluate(split: cohort.Split with { Test = [] }));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.StartsWith("--split test", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P04")]
    [InlineData("P06")]
    public void Patient_without_a_label_is_refused_before_anything_is_scored(string name)
    {
        using var partly = new SmallCohort(patients: 8, unlabelled: name);

        var failure = Assert.Throws<BrainDaeException>(() => Evaluate(partly));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.Contains("no lesion label", failure.Message, StringComparison.Ordinal);
        Assert.Empty(done);
        AssertNoScratch();
    }

    [Fact]
    public void Patient_that_the_data_lacks_is_a_missing_input()
    {
        var failure = Assert.Throws<BrainDaeException>(() => Evaluate(split: cohort.Split with { Test = ["P05", "nobody"] }));

        Assert.Equal(FailureKind.MissingInput, failure.Kind);
        Assert.Contains("nobody", failure.Message, StringComparison.Ordinal);
        Assert.Empty(done);
    }

    [Fact]
    public void Missing_model_is_named_with_those_there()
    {
        var failure = Assert.Throws<BrainDaeException>(() => new Evaluator(cohort.Store, cohort.Split, ModelFolder.Of(folder["models"], "other"), GoldenNetwork.Runtime)
            .Run(new(), folder.Path, _ => { }, _ => { }, TestContext.Current.CancellationToken));

        Assert.Equal(FailureKind.MissingInput, failure.Kind);
        Assert.Contains("small", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_component_filter_no_score_lies_on_the_disk_and_no_filtered_figure_is_given()
    {
        var report = Evaluate(options: new() { UseComponentFilter = false });

        Assert.Equal(0, report.MaximumComponentSize);
        Assert.All(report.Scores, score =>
        {
            Assert.NotNull(score.Ideal!.Dice);
            Assert.NotNull(score.Validation!.Dice);
            Assert.Null(score.Ideal.DiceFiltered);
            Assert.Null(score.Validation.DiceFiltered);
        });
        Assert.False(Directory.Exists(folder["scratch"]));
    }

    [Fact]
    public void Baseline_finds_the_bright_squares()
    {
        var flair = Evaluate().Scores.Single(s => s.Name == "flair_intensity");

        Assert.InRange(flair.AveragePrecision!.Value, 0.97, 1);
        Assert.InRange(flair.Auroc!.Value, 0.99, 1);
        Assert.InRange(flair.Ideal!.DiceFiltered!.Value, 0.95, 1);
        Assert.InRange(flair.Validation!.Dice!.Value, 0.9, flair.Ideal.Dice!.Value);
        Assert.Equal(72, Assert.Single(flair.Patients).LesionPixels);
    }

    [Fact]
    public void Validation_thresholds_are_kept_and_computed_again_when_model_data_or_split_change()
    {
        var first = Evaluate();
        Assert.Equal(["P03", "P04", "P05"], done);
        Assert.Equal(3, announced);

        var again = Evaluate();
        Assert.Equal(["P05"], done);
        Assert.Equal(1, announced);
        Assert.Equal(first.Scores.Select(s => s.Validation), again.Scores.Select(s => s.Validation));

        Evaluate(split: cohort.Split with { Val = ["P03"] });
        Assert.Equal(["P03", "P05"], done);

        Evaluate();
        WriteModel(seed: 2);
        Assert.Equal(3, Scored());
        Assert.Equal(1, Scored());

        using var other = new SmallCohort(seed: 3);
        Evaluate(other);
        Assert.Equal(3, done.Count);

        int Scored()
        {
            Evaluate();
            return done.Count;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"thresholds\": 3}")]
    public void Stored_thresholds_that_cannot_be_read_are_computed_again(string text)
    {
        Evaluate();
        File.WriteAllText(Path.Combine(Model.Path, "calibration.json"), text);

        Evaluate();

        Assert.Equal(3, done.Count);
    }

    [Fact]
    public void Stored_thresholds_without_a_score_are_computed_again()
    {
        Evaluate();
        var path = Path.Combine(Model.Path, "calibration.json");
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        json["thresholds"] = null;
        File.WriteAllText(path, json.ToJsonString());

        Evaluate();

        Assert.Equal(3, done.Count);
    }

    [Fact]
    public void Thresholds_of_an_earlier_definition_of_a_score_are_computed_again()
    {
        Evaluate();
        var path = Path.Combine(Model.Path, "calibration.json");
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var revisions = json["revisions"]!.AsObject();
        Assert.All(AnomalyScore.All, score => Assert.Equal(score.Revision, (int)revisions[score.Name]!));
        revisions["published"] = 0;
        File.WriteAllText(path, json.ToJsonString());

        Evaluate();

        Assert.Equal(3, done.Count);
    }

    [Fact]
    public void Evaluating_the_validation_split_uses_no_threshold_found_on_it()
    {
        var report = Evaluate(options: new() { Split = SplitName.Val });

        Assert.Equal(["P03", "P04"], done);
        Assert.Equal("val", report.Split.Name);
        Assert.All(report.Scores, score => Assert.Null(score.Validation));
    }

    [Fact]
    public void Scratch_is_removed_at_the_end_and_after_a_cancellation()
    {
        Evaluate();
        AssertNoScratch();
        using var stop = new CancellationTokenSource();
        using var many = new SmallCohort(patients: 12);

        Assert.ThrowsAny<OperationCanceledException>(() => Evaluate(many, stop: stop, patientDone: _ => stop.Cancel()));

        AssertNoScratch();
    }

    [Fact]
    public void Report_is_valid_JSON_with_the_hashes_that_it_depends_on()
    {
        var report = Evaluate();
        EvaluationFiles.Write(folder["results"], report);

        using var json = JsonDocument.Parse(File.ReadAllText(folder["results", "evaluation.json"]));
        var root = json.RootElement;
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Model.Best))), root.GetProperty("model").GetProperty("sha256").GetString());
        Assert.Equal(cohort.Store.Manifest.DataSha256, root.GetProperty("data_sha256").GetString());
        Assert.Equal(CohortSplit.ContentHash(cohort.Split.Test), root.GetProperty("split").GetProperty("sha256").GetString());
        Assert.Equal(5 * 32 * 32, root.GetProperty("split").GetProperty("pixels").GetInt64());
        Assert.Equal(report.Scores.Length, root.GetProperty("scores").GetArrayLength());
        Assert.Equal(1 + report.Scores.Length, File.ReadAllLines(folder["results", "patients.csv"]).Length);
    }

    [Fact]
    public void Memory_taken_for_a_patient_does_not_grow_with_their_number()
    {
        using var many = new SmallCohort(patients: 45);
        Allocated(many, 5);

        var (few, middle, all) = (Allocated(many, 10), Allocated(many, 20), Allocated(many, 40));

        Assert.InRange((all - middle) / 20.0, 0, 1.25 * (middle - few) / 10.0);
    }

    public void Dispose()
    {
        cohort.Dispose();
        folder.Dispose();
    }

    private long Allocated(SmallCohort many, int patients)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Evaluate(many, new([], [], many.Store.Patients[5..(5 + patients)]));
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private EvaluationReport Evaluate(
        SmallCohort? other = null, CohortSplit? split = null, EvaluationOptions? options = null, CancellationTokenSource? stop = null, Action<string>? patientDone = null)
    {
        done.Clear();
        return new Evaluator((other ?? cohort).Store, split ?? (other ?? cohort).Split, Model, GoldenNetwork.Runtime).Run(
            options ?? new(),
            folder["scratch"],
            patients => announced = patients,
            name =>
            {
                done.Add(name);
                patientDone?.Invoke(name);
            },
            stop?.Token ?? TestContext.Current.CancellationToken);
    }

    private void AssertNoScratch() =>
        Assert.Empty(Directory.Exists(folder["scratch"]) ? Directory.GetFileSystemEntries(folder["scratch"]) : []);

    private void WriteModel(long seed)
    {
        _ = GoldenNetwork.Runtime;
        var options = new TrainingOptions { Network = new() { BaseChannels = 2, Depth = 2 } };
        using var network = new UNet(options.Network, seed);
        Checkpoint.Write(
            Model.Best,
            new() { Software = "BrainDae test", Options = options, Data = null, Progress = TrainingProgress.NotBegun(options), Compute = null },
            network,
            optimizer: null);
    }
}
