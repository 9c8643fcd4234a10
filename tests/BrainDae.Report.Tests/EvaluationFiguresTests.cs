using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.TestData;

namespace BrainDae.Report.Tests;

public sealed class EvaluationFiguresTests
{
    private const string Remedy = "braindae evaluate -id dae -s test";

    private const string Evaluation = """
        {
          "software": "BrainDae 9", "data_sha256": "dddddddddddddddd", "precision": "BFloat16", "maximum_component_size": 20,
          "model": { "identifier": "dae", "sha256": "mmmmmmmmmmmmmmmm", "epoch": 4 },
          "split": { "name": "test", "sha256": "ssssssssssssssss", "patients": 2, "slices": 30, "pixels": 5000, "lesion_pixels": 50 },
          "slice_rule": "every slice",
          "scores": [
            {
              "name": "published", "description": "error", "average_precision": 0.5, "average_precision_interval": { "low": 0.4, "high": 0.6 },
              "auroc": null, "calibrated": { "value": 0.25, "low": 0.125, "high": 0.375 },
              "ideal": { "threshold": 0.1, "dice": 0.7 }, "validation": { "threshold": 0.2, "dice": 0.6, "surface": { "hd95": 12 } },
              "patients": [
                { "name": "a", "slices": 10, "dice_at_validation": 0.5, "something_new": 3.5 },
                { "name": "b", "slices": 20, "dice_at_validation": null, "something_new": null }
              ]
            }
          ]
        }
        """;

    [Fact]
    public void Known_and_new_figures_are_read_with_their_intervals()
    {
        var evaluation = Read(Evaluation);
        Assert.Equal((NetworkPrecision.BFloat16, 20, 4, 50L), (evaluation.Precision, evaluation.MaximumComponentSize, evaluation.Epoch, evaluation.LesionPixels));
        var score = Assert.Single(evaluation.Scores);
        Assert.Equal(
            ["average_precision", "auroc", "calibrated", "ideal.threshold", "ideal.dice", "validation.threshold", "validation.dice", "validation.surface.hd95"],
            score.Figures.Select(f => f.Path));
        Assert.Equal("0.5000 [0.4000, 0.6000]", score.Of("average_precision")!.Text);
        Assert.Equal("0.2500 [0.1250, 0.3750]", score.Of("calibrated")!.Text);
        Assert.Equal("–", score.Of("auroc")!.Text);
        Assert.Equal("12", score.Of("validation.surface.hd95")!.Text);
        Assert.Equal("validation, surface, hd95", score.Of("validation.surface.hd95")!.Words);
        Assert.Equal((0.2, "fixed on the val split", "dice_at_validation"), score.Threshold);
        Assert.Equal([3.5, null], score.Patients.Select(p => p.Of("something_new")));
        Assert.Contains(("slice rule", "every slice"), evaluation.Definitions);
    }

    [Fact]
    public void Without_a_threshold_fixed_on_validation_the_ideal_one_is_used_and_called_so()
    {
        var score = Read(Evaluation.Replace("\"validation\": { \"threshold\": 0.2, \"dice\": 0.6, \"surface\": { \"hd95\": 12 } }", "\"validation\": null", StringComparison.Ordinal)).Scores[0];
        Assert.Equal(0.1, score.Threshold!.Value.Threshold);
        Assert.Contains("ideal", score.Threshold.Value.Origin, StringComparison.Ordinal);
        Assert.Equal("dice_at_ideal", score.Threshold.Value.PatientDice);
    }

    [Fact]
    public void The_table_shows_what_is_known_beside_the_paper_and_the_rest_under_its_own_name()
    {
        var evaluation = Read(Evaluation);
        var headline = HeadlineTable.Of(evaluation);
        Assert.Equal("published", headline.Columns[0]);
        Assert.Equal(["0.5000 [0.4000, 0.6000]", "0.833 ± 0.005"], headline.Rows.Single(r => r.Name == "Average precision").Figures);
        Assert.Equal(["0.7000", "0.773 ± 0.004"], headline.Rows.Single(r => r.Name == "Ideal Dice").Figures);
        Assert.Equal(["0.6000", ""], headline.Rows.Single(r => r.Name.Contains("val split", StringComparison.Ordinal)).Figures);
        Assert.DoesNotContain(headline.Rows, r => r.Name.Contains("ROC", StringComparison.Ordinal));
        Assert.Equal(["calibrated", "ideal, threshold", "validation, threshold", "validation, surface, hd95"], HeadlineTable.FurtherOf(evaluation).Rows.Select(r => r.Name));
    }

    [Theory]
    [InlineData("other", "dddddddddddddddd", "ssssssssssssssss", "model")]
    [InlineData("mmmmmmmmmmmmmmmm", "other", "ssssssssssssssss", "data")]
    [InlineData("mmmmmmmmmmmmmmmm", "dddddddddddddddd", "other", "split")]
    public void An_evaluation_of_something_else_is_refused(string model, string data, string split, string what)
    {
        var evaluation = Read(Evaluation);
        evaluation.Require("mmmmmmmmmmmmmmmm", "dddddddddddddddd", "ssssssssssssssss", Remedy);
        var failure = Assert.Throws<BrainDaeException>(() => evaluation.Require(model, data, split, Remedy));
        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains($"another {what}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Remedy, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_evaluation_is_named_with_the_command_that_makes_it()
    {
        var failure = Assert.Throws<BrainDaeException>(() => EvaluationFigures.Read("no/evaluation.json", Remedy));
        Assert.Equal(FailureKind.MissingInput, failure.Kind);
        Assert.Contains(Remedy, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"scores\": 3}")]
    public void What_is_no_evaluation_is_refused(string text) => AssertInvalid(text);

    [Theory]
    [InlineData("\"BFloat16\"", "\"Half\"")]
    [InlineData("\"epoch\": 4", "\"epoch\": 1e99")]
    [InlineData("\"name\": \"a\"", "\"name\": null")]
    [InlineData("\"scores\"", "\"marks\"")]
    [InlineData("\"patients\": [", "\"people\": [")]
    public void A_damaged_evaluation_is_refused(string old, string replacement)
    {
        Assert.Contains(old, Evaluation, StringComparison.Ordinal);
        AssertInvalid(Evaluation.Replace(old, replacement, StringComparison.Ordinal));
    }

    private static void AssertInvalid(string text)
    {
        var failure = Assert.Throws<BrainDaeException>(() => Read(text));
        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains(Remedy, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private static EvaluationFigures Read(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["evaluation.json"], text);
        return EvaluationFigures.Read(folder["evaluation.json"], Remedy);
    }
}
