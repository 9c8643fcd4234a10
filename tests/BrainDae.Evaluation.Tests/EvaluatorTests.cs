using System.Text.Json;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.Method.Scores;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Evaluation.Tests;

public sealed class EvaluatorTests : IDisposable
{
    private static readonly Lazy<TemporaryFolder> Calibrated = new(() => TemporaryFolder.Shared(shared =>
    {
        using var cohort = new SmallCohort();
        var model = ModelFolder.Of(shared["models"], "small");
        TestModel.Write(model);
        TestModel.Calibrate(model, cohort.Store, cohort.Split.Val);
    }));

    private readonly TemporaryFolder folder = new();
    private readonly SmallCohort cohort = new();
    private readonly List<string> done = [];
    private int announced;

    public EvaluatorTests() => TemporaryFolder.Copy(Calibrated.Value["models"], folder["models"]);

    private ModelFolder Model => ModelFolder.Of(folder["models"], "small");

    [Fact]
    public void Split_without_a_patient_is_refused_with_its_flag()
    {
        var failure = Assert.Throws<BrainDaeException>(() => Evaluate(split: cohort.Split with { Test = [] }));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.StartsWith("`Split` test", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P06")]
    [InlineData("P07")]
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
        var failure = Assert.Throws<BrainDaeException>(() => ModelFolder.Of(folder["models"], "other").Open());

        Assert.Equal(FailureKind.MissingInput, failure.Kind);
        Assert.Contains("small", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_component_filter_no_filtered_figure_is_given_and_nothing_stays_on_the_disk()
    {
        var report = Evaluate(options: new() { UseComponentFilter = false });

        Assert.All(report.Scores, score => Assert.Null(score.Removed));
        Assert.All(report.Scores, score =>
        {
            Assert.NotNull(score.Find(MetricCatalog.Dice, FigureThreshold.Ideal));
            Assert.NotNull(score.Find(MetricCatalog.Dice, Val));
            Assert.Equal(score.Find(MetricCatalog.UnfilteredDice, FigureThreshold.Ideal), score.Find(MetricCatalog.Dice, FigureThreshold.Ideal));
            Assert.Equal(score.Find(MetricCatalog.UnfilteredDice, Val), score.Find(MetricCatalog.Dice, Val));
            Assert.Null(score.Find(MetricCatalog.SurfaceDice, FigureThreshold.Ideal));
            Assert.NotNull(score.Find(MetricCatalog.SurfaceDice, Val));
        });
        Assert.Empty(Directory.GetFileSystemEntries(folder["scratch"]));
    }

    [Fact]
    public void Baseline_finds_the_bright_squares()
    {
        var flair = Evaluate().Scores.Single(s => s.Name == "flair_intensity");

        Assert.InRange(flair.AveragePrecision!.Value, 0.97, 1);
        Assert.InRange(Value(flair, MetricCatalog.Auroc), 0.99, 1);
        Assert.InRange(Value(flair, MetricCatalog.Dice, FigureThreshold.Ideal), 0.95, 1);
        Assert.InRange(Value(flair, MetricCatalog.UnfilteredDice, Val), 0.9, Value(flair, MetricCatalog.UnfilteredDice, FigureThreshold.Ideal));
        Assert.Equal(72, Assert.Single(flair.Patients).LesionPixels);
    }

    [Fact]
    public void Stored_thresholds_are_used_as_they_are_and_the_model_stays_as_it_is()
    {
        var before = File.ReadAllBytes(Model.Model);
        var stored = ModelFile.Open(Model.Model);
        var first = Evaluate();

        Assert.Equal(["P05"], done);
        Assert.Equal(1, announced);
        Assert.All(first.Scores, score =>
        {
            var of = AnomalyScore.All.Single(s => s.Name == score.Name);
            Assert.All(Enum.GetValues<ThresholdKind>().Except([ThresholdKind.Given]), kind =>
                Assert.Equal(stored.Calibration!.Of(of, kind), score.Find(MetricCatalog.Threshold, FigureThreshold.Of(kind))!.Value.Value));
            Assert.Equal(stored.Calibration!.DefaultKind(of), score.UsedThreshold);
        });
        Assert.Equal(stored.CalibrationSha256, first.Calibration!.Sha256);
        stored.Dispose();

        // Another cohort, without a val split: a frozen model is validated externally.
        using var other = new SmallCohort(seed: 3);
        var external = Evaluate(other, new([], [], ["P05"]));

        Assert.Equal(first.Scores.Select(s => Value(s, MetricCatalog.Threshold, Val)), external.Scores.Select(s => Value(s, MetricCatalog.Threshold, Val)));
        Assert.Equal(before, File.ReadAllBytes(Model.Model));
        Assert.Equal(2, Directory.GetFiles(Model.Path).Length);
    }

    [Fact]
    public void A_model_that_is_not_calibrated_gets_the_published_figures_alone()
    {
        TestModel.Write(Model);

        var report = Evaluate();

        Assert.DoesNotContain(report.Scores, score => score.Name == "signed_residual");
        Assert.Equal("published", report.Default.Name);
        Assert.All(report.Scores, score => Assert.All([MetricCatalog.UnfilteredDice, MetricCatalog.Dice], metric => Assert.NotNull(score.Find(metric, FigureThreshold.Ideal))));
        AssertIdealAlone(report);
        Assert.Null(report.Calibration);
    }

    [Fact]
    public void Default_reference_and_baseline_are_found_by_role()
    {
        var report = Evaluate();

        Assert.Equal(("signed_residual", "published"), (report.Default.Name, report.Reference.Name));
        Assert.Equal(report.Scores.Where(s => s.Role == ScoreRole.Baseline).Max(s => s.AveragePrecision), report.StrongestBaseline!.AveragePrecision);
        var turned = report with { Scores = [.. report.Scores.Reverse()] };
        Assert.Equal(report.Headline.Select(s => s.Name), turned.Headline.Select(s => s.Name));
    }

    [Fact]
    public void Curves_are_those_of_the_scores()
    {
        var report = Evaluate();

        Assert.All(report.Scores, score =>
        {
            Assert.Equal(score.Curves.Recall.Order(), score.Curves.Recall);
            Assert.Equal(1, score.Curves.Recall[^1], 12);
            Assert.InRange(score.Curves.Dice.Max(), 0, DiceOf(score) + 1e-9);
            Assert.Equal(score.Curves.Thresholds.Length, score.Curves.Dice.Length);
        });

        static double DiceOf(ScoreResult score) => Math.Max(Value(score, MetricCatalog.UnfilteredDice, FigureThreshold.Ideal), score.Curves.Dice.Max());
    }

    [Fact]
    public void An_evaluation_is_read_back_as_it_was_written()
    {
        var report = Evaluate();
        EvaluationFiles.Write(folder["results"], report);

        var read = EvaluationFiles.Read(folder["results", "evaluation.json"]);

        EvaluationFiles.Write(folder["again"], read);
        Assert.Equal(File.ReadAllText(folder["results", "evaluation.json"]), File.ReadAllText(folder["again", "evaluation.json"]));
        Assert.Equal(report.Default.Patients.Select(p => p.Figures), read.Default.Patients.Select(p => p.Figures));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void An_evaluation_that_cannot_be_read_is_refused_with_its_name(string text)
    {
        var path = folder["evaluation.json"];
        File.WriteAllText(path, text);

        var failure = Assert.Throws<BrainDaeException>(() => EvaluationFiles.Read(path));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"is_default\": true", "\"is_default\": false")]
    [InlineData("\"role\": \"Reference\"", "\"role\": \"Baseline\"")]
    [InlineData("\"definitions\":", "\"meanings\":")]
    [InlineData("\"figures\":", "\"numbers\":")]
    [InlineData("\"value\": ", "\"value\": null, \"was\": ")]
    [InlineData("\"patients\": [", "\"patients\": [null,")]
    public void An_evaluation_that_no_report_can_be_made_of_is_refused(string written, string changed)
    {
        EvaluationFiles.Write(folder["results"], Evaluate());
        var path = folder["results", "evaluation.json"];
        var text = File.ReadAllText(path);
        Assert.Contains(written, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(written, changed, StringComparison.Ordinal));

        Assert.StartsWith(path, Assert.Throws<BrainDaeException>(() => EvaluationFiles.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_of_another_version_is_refused_with_the_command_that_makes_it_anew()
    {
        var path = folder["evaluation.json"];
        File.WriteAllText(path, SealedJson.Seal("""{"format_version": 3, "software": "BrainDae 0.1.0", "scores": [{"name": "published", "ideal": {"dice": 0.5}, "patients": []}]}"""));

        var failure = Assert.Throws<BrainDaeException>(() => EvaluationFiles.Read(path));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains("is of another version (BrainDae 0.1.0, format 3; this one reads 4)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("braindae evaluate", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_without_its_later_parts_is_read_without_them()
    {
        EvaluationFiles.Write(folder["results"], Evaluate());
        var path = folder["results", "evaluation.json"];
        var text = File.ReadAllText(path);
        foreach (var name in (string[])["calibrated_on", "curves", "volume_groups", "leak_audit"])
        {
            Assert.Contains($"\"{name}\":", text, StringComparison.Ordinal);
            text = text.Replace($"\"{name}\":", "\"else\":", StringComparison.Ordinal);
        }

        File.WriteAllText(path, text);
        Assert.Contains("is not as it was written", Assert.Throws<BrainDaeException>(() => EvaluationFiles.Read(path)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, SealedJson.Seal(text[..text.LastIndexOf(',')] + "}"));
        var read = EvaluationFiles.Read(path);

        Assert.Equal((LeakAudit.Unknown, ScoreCurves.None), (read.LeakAudit, read.Default.Curves));
        Assert.Empty(read.Default.VolumeGroups);
    }

    [Fact]
    public void Evaluating_the_validation_split_uses_no_threshold_found_on_it()
    {
        var report = Evaluate(options: new() { Split = SplitName.Val });

        Assert.Equal(["P03", "P04"], done);
        Assert.Equal("val", report.Split.Name);
        AssertIdealAlone(report);
        Assert.Equal((LeakResult.CalibratedOn, "P03 P04"), (report.LeakAudit.Result, string.Join(' ', report.LeakAudit.CalibratedOn)));
    }

    [Fact]
    public void Patients_of_the_calibration_are_refused_elsewhere()
    {
        var split = cohort.Split with { Val = [], Test = ["P03", "P05"] };

        var failure = Assert.Throws<BrainDaeException>(() => Evaluate(split: split));
        var report = Evaluate(split: split, options: new() { AllowTrainPatients = true });

        Assert.StartsWith("`Split` test: the model was calibrated on P03 ", failure.Message, StringComparison.Ordinal);
        AssertIdealAlone(report);
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
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Model.Model))), root.GetProperty("model").GetProperty("sha256").GetString());
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
        return Evaluations.Run(
            Model,
            (other ?? cohort).Store,
            split ?? (other ?? cohort).Split,
            options ?? new(),
            folder["scratch"],
            progress =>
            {
                announced = progress.Total;
                if (progress.Patient is { } name)
                {
                    done.Add(name);
                    Assert.Equal(done.Count, progress.Done);
                    patientDone?.Invoke(name);
                }
            },
            stop?.Token);
    }

    private static FigureThreshold Val => FigureThreshold.Of(ThresholdKind.Val);

    private static double Value(ScoreResult score, Metric metric, FigureThreshold? threshold = null) => score.Find(metric, threshold)!.Value.Value;

    private static void AssertIdealAlone(EvaluationReport report) => Assert.All(
        report.Scores, score => Assert.All(score.Figures.Keys, key => Assert.True(key is "average_precision" or "auroc" || key.StartsWith("ideal_", StringComparison.Ordinal), key)));

    private void AssertNoScratch() =>
        Assert.Empty(Directory.Exists(folder["scratch"]) ? Directory.GetFileSystemEntries(folder["scratch"]) : []);
}
