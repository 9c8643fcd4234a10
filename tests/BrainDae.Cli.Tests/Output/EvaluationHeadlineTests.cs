using BrainDae.Cli.Output;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;
using Spectre.Console.Testing;

namespace BrainDae.Cli.Tests.Output;

/// <summary>What is read first of an evaluation, word for word.</summary>
public sealed class EvaluationHeadlineTests
{
    private static readonly ScoreResult Published = Reports.Score("published", ScoreRole.Reference, 0.604, 0.595, 0.561, 0.4);
    private static readonly ScoreResult Default = Reports.Score("signed_residual", ScoreRole.Method, 0.883, 0.806, 0.788, 0.71, isDefault: true);
    private static readonly ScoreResult Weak = Reports.Score("flair_intensity", ScoreRole.Baseline, 0.611, 0.600, 0.521, 0.3);
    private static readonly ScoreResult Strong = Reports.Score("flair_contrast", ScoreRole.Baseline, 0.872, 0.805, 0.724, 0.3);

    [Fact]
    public void Default_reference_and_strongest_baseline_whatever_their_order() => Assert.All(
        new[] { Reports.Of(Published, Weak, Default, Strong), Reports.Of(Strong, Default, Weak, Published) },
        report => Assert.Equal(
            """
            Model dae (aaaaaaaaaaaa), on the test split: 26 patients, 3109 slices, data
            bbbbbbbbbbbb. Leak audit: none of these patients was trained on (by name and
            content).
                                        AP               ideal Dice       Dice, val thr.
            signed_residual (default)   0.883 0.83-0.92  0.806 0.76-0.85  0.788 0.74-0.83
            published (paper's)         0.604 0.55-0.64  0.595 0.55-0.64  0.561 0.51-0.60
            flair_contrast (no network) 0.872 0.82-0.91  0.805 0.76-0.85  0.724 0.67-0.76
            Ranges are 95% intervals over patients. Quote AP, and Dice at the val threshold,
            which predict uses; the ideal Dice is picked on these very patients. The network
            gains +0.011 AP (+0.002 to +0.024) over flair_contrast, which needs none; better
            on 17 of 26 patients.
            """,
            Text(report with { Gain = new("signed_residual", "flair_contrast", 0.011, new(0.002, 0.024), 17, 26) })));

    [Theory]
    [InlineData(0.011, -0.004, "The network gains +0.011 AP (-0.004 to +0.031) over flair_contrast, which needs none, better on 17 of 26 patients: that may be chance.")]
    [InlineData(0.011, 0, "that may be chance.")]
    [InlineData(-0.268, -0.3, "The network does not pay here: -0.268 AP (-0.300 to +0.031) against flair_contrast, which needs none; better on 17 of 26 patients.")]
    [InlineData(0, -0.1, "The network does not pay here: 0.000 AP")]
    public void Training_that_was_not_worth_it_shows(double gain, double low, string sentence) => Assert.Contains(
        sentence,
        Text(Reports.Of(Published, Default, Strong) with { Gain = new("signed_residual", "flair_contrast", gain, new(low, 0.031), 17, 26) }).ReplaceLineEndings(" "),
        StringComparison.Ordinal);

    [Fact]
    public void Too_few_patients_for_an_interval_have_none() => Assert.Contains(
        "The network gains +0.011 AP over flair_contrast, which needs none; better on 1 of 1 patient.",
        Text(Reports.Of(Published, Default, Strong) with { Gain = new("signed_residual", "flair_contrast", 0.011, null, 1, 1) }).ReplaceLineEndings(" "),
        StringComparison.Ordinal);

    [Fact]
    public void A_model_without_thresholds_has_no_column_for_them() => Assert.Equal(
        """
        Model dae (aaaaaaaaaaaa), on the test split: 26 patients, 3109 slices, data
        bbbbbbbbbbbb. Leak audit: none of these patients was trained on (by name and
        content).
                                    AP               ideal Dice
        published (default)         0.604 0.55-0.64  0.595 0.55-0.64
        flair_contrast (no network) 0.872 0.82-0.91  0.805 0.76-0.85
        Ranges are 95% intervals over patients. Quote AP; the ideal Dice is picked on
        these very patients, and the model has no threshold of its own: see 'braindae
        calibrate'.
        """,
        Text(Reports.Of(
            Reports.Score("published", ScoreRole.Reference, 0.604, 0.595, isDefault: true),
            Reports.Score("flair_contrast", ScoreRole.Baseline, 0.872, 0.805))));

    [Fact]
    public void All_rows_are_at_the_kind_of_threshold_that_the_title_names()
    {
        var text = Text(Reports.Of(
            Reports.Score("signed_residual", ScoreRole.Method, 0.883, 0.806, healthy: 0.71, isDefault: true, intervals: false),
            Reports.Score("published", ScoreRole.Reference, 0.604, 0.595, val: 0.9, healthy: 0.4, intervals: false)));

        Assert.Contains("Dice, healthy thr.\n", text, StringComparison.Ordinal);
        Assert.Contains("signed_residual (default)   0.883            0.806            0.710\n", text, StringComparison.Ordinal);
        Assert.Contains("published (paper's)         0.604            0.595            0.400\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ranges", text, StringComparison.Ordinal);
        Assert.Contains("Dice at the healthy threshold", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threshold_shown_is_the_one_that_predict_uses()
    {
        var key = new FigureKey(MetricCatalog.UnfilteredDice, FigureThreshold.Of(ThresholdKind.Synthetic));
        var text = Text(Reports.Of(Default.With(key, 0.8) with { UsedThreshold = ThresholdKind.Synthetic }, Published.With(key, 0.5)));

        Assert.Contains("Dice, synth. thr.\n", text, StringComparison.Ordinal);
        Assert.Contains(" 0.800\npublished (paper's)         0.604 0.55-0.64  0.595 0.55-0.64  0.500\n", text, StringComparison.Ordinal);
        Assert.Contains("Dice at the synthetic threshold, which predict uses;", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Undefined_figures_are_dashes_and_nothing_is_compared()
    {
        var text = Text(Reports.Of(
            Reports.Score("signed_residual", ScoreRole.Method, null, null, healthy: 0, isDefault: true),
            Reports.Score("published", ScoreRole.Reference, null, null, healthy: 0),
            Reports.Score("flair_contrast", ScoreRole.Baseline, null, null, healthy: 0)));

        Assert.Contains("signed_residual (default)   -                -                0.000", text, StringComparison.Ordinal);
        Assert.DoesNotContain("network gains", text, StringComparison.Ordinal);
        Assert.DoesNotContain("does not pay", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_models_give_their_defaults_then_mean_and_deviation() => Assert.Equal(
        """
        3 models, on the test split: 26 patients, 3109 slices, data bbbbbbbbbbbb.
                                    AP               ideal Dice       Dice, val thr.
        s0: signed_residual         0.883            0.806            0.788
        s1: signed_residual         0.893            0.826            0.768
        s2: signed_residual         0.903            0.816            0.778
        mean signed_residual        0.893 ± 0.010    0.816 ± 0.010    0.778 ± 0.010
        mean published              0.604 ± 0.000    0.595 ± 0.000    0.561 ± 0.000
        mean flair_contrast         0.872 ± 0.000    0.805 ± 0.000    0.724 ± 0.000
        mean: over the models ± standard deviation. Quote AP, and Dice at the val
        threshold, which predict uses; the ideal Dice is picked on these very patients.
        """,
        Text(
            Model("s0", Default, Published, Strong),
            Model("s1", Reports.Score("signed_residual", ScoreRole.Method, 0.893, 0.826, 0.768, isDefault: true), Published, Strong),
            Model("s2", Strong, Published, Reports.Score("signed_residual", ScoreRole.Method, 0.903, 0.816, 0.778, isDefault: true))));

    [Fact]
    public void More_models_than_fit_are_counted_and_in_the_mean_all_the_same()
    {
        var text = Text([.. Enumerable.Range(0, 10).Select(i => Model($"s{i}", Default.With(new(MetricCatalog.AveragePrecision), 0.8 + i * 0.01), Published, Strong))]);

        Assert.StartsWith("10 models", text, StringComparison.Ordinal);
        Assert.Contains("\ns4: signed_residual         0.840            0.806            0.788\nand 5 more\nmean signed_residual        0.845 ± 0.030", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_one_of_the_models_cannot_serve_has_no_mean()
    {
        var text = Text(
            Model("s0", Default, Published, Strong),
            Model("s1", Published with { IsDefault = true }, Strong));

        Assert.Contains("s1: published  ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mean signed_residual", text, StringComparison.Ordinal);
        Assert.Contains("mean published              0.604 ± 0.000", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_and_many_thousand_patients_keep_within_80_columns()
    {
        var report = Reports.Of(Default, Published, Strong);
        Text(report with { Model = new(new('m', 60), new('a', 64), 0), Split = report.Split with { Patients = 125_100, Slices = 19_390_500 } });
        Text(Model(new('m', 60), Default, Published, Strong), Model(new('n', 60), Default, Published, Strong));
    }

    private static EvaluationReport Model(string identifier, params ReadOnlySpan<ScoreResult> scores) =>
        Reports.Of([.. scores]) with { Model = new(identifier, new('a', 64), 0) };

    private static string Text(params EvaluationReport[] reports)
    {
        using var console = new TestConsole();
        console.Profile.Width = 200;
        if (reports.Length == 1)
        {
            EvaluationHeadline.Write(console, reports[0]);
        }
        else
        {
            EvaluationHeadline.Write(console, [.. reports], ModelSpread.Of([.. reports]));
        }

        var lines = console.Output.TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 5, 15);
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        return string.Join('\n', lines.Select(line => line.TrimEnd()));
    }
}
