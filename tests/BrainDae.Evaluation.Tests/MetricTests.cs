using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Metrics.Intervals;
using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Volumes;

namespace BrainDae.Evaluation.Tests;

public sealed class MetricTests
{
    private static readonly PatientBootstrap Bootstrap = new(3, resamples: 100);

    /// <summary>A lesion half found, a healthy patient without a detection, a lesion missed.</summary>
    private static readonly VolumeMetrics?[] Volumes =
    [
        new(new(10, 5, 10, 75), new(Lesions: 2, Found: 1, FalsePositives: 3), Hausdorff95: 4, SurfaceDice: 0.6),
        new(new(0, 0, 0, 100), new(0, 0, 0), double.NaN, double.NaN),
        new(new(0, 0, 20, 80), new(1, 0, 0), double.NaN, 0),
    ];

    private static readonly ConfusionCounts[] Plain = [new(10, 10, 10, 70), new(0, 2, 0, 98), new(1, 0, 19, 80)];

    [Fact]
    public void Undefined_figures_are_left_out_of_means_which_say_over_how_many_they_are()
    {
        var figures = Over(Patients(filtered: true));

        Assert.Equal(22 / 63.0, figures["dice_unfiltered"]!.Value.Value, 1e-12);
        Assert.Equal(20 / 55.0, figures["dice"]!.Value.Value, 1e-12);
        Assert.Equal((20 / 35.0 + 0) / 2, figures["mean_patient_dice"]!.Value.Value, 1e-12);
        Assert.Equal(10 / 40.0, figures["sensitivity"]!.Value.Value, 1e-12);
        Assert.Equal(10 / 15.0, figures["precision"]!.Value.Value, 1e-12);
        Assert.Equal(new Figure(4, null, 1), figures["hd95_mm"]);
        Assert.Equal(new Figure(4, null, 1), figures["median_hd95_mm"]);
        Assert.Equal((0.3, 2), (figures["surface_dice"]!.Value.Value, figures["surface_dice"]!.Value.Count));
        Assert.Equal(new Figure(0.3, null, 2), figures["median_surface_dice"]);
        Assert.NotNull(figures["surface_dice"]!.Value.Interval);
        Assert.Equal([3.0, 1, 3], new[] { "lesions", "lesions_found", "false_positive_lesions" }.Select(key => figures[key]!.Value.Value));
        Assert.Equal(
            [1.0, 1 / 3.0, 0.25, 2 / 7.0],
            new[] { "false_positives_per_scan", "lesion_recall", "lesion_precision", "lesion_f1" }.Select(key => figures[key]!.Value.Value));
    }

    [Fact]
    public void Without_filtering_pixels_are_counted_as_published_and_volumes_are_measured_all_the_same()
    {
        var figures = Over(Patients(filtered: false));

        Assert.Equal(22 / 63.0, figures["dice_unfiltered"]!.Value.Value, 1e-12);
        Assert.Equal(figures["dice_unfiltered"], figures["dice"]);
        Assert.Equal((20 / 40.0 + 2 / 21.0) / 2, figures["mean_patient_dice"]!.Value.Value, 1e-12);
        Assert.Equal(1, figures["lesions_found"]!.Value.Value);
    }

    [Fact]
    public void Within_a_volume_group_pixels_are_means_over_patients_and_lesions_are_pooled()
    {
        var patients = Patients(filtered: true);
        double? InGroup(string key) => Catalog(key).InGroup(patients)?.Value;

        Assert.Equal((20 / 35.0 + 0) / 2, InGroup("dice")!.Value, 1e-12);
        Assert.Equal((0.5 + 0) / 2, InGroup("sensitivity")!.Value, 1e-12);
        Assert.Equal(1 / 3.0, InGroup("lesion_recall"));
        Assert.Equal(1, InGroup("false_positives_per_scan"));
        Assert.Equal(4, InGroup("hd95_mm"));
        Assert.All(MetricCatalog.All, metric => Assert.Null(metric.InGroup(patients)?.Interval));
    }

    [Fact]
    public void Volume_similarity_compares_volumes_wherever_they_lie()
    {
        var metric = Catalog("volume_similarity");

        Assert.Equal(1, metric.Of(Detection(new(0, 10, 10, 80))));
        Assert.Equal(1 - 10 / 50.0, metric.Of(Detection(new(20, 10, 0, 70))));
        Assert.Equal(0, metric.Of(Detection(new(0, 0, 20, 80))));
        Assert.Null(metric.Of(Detection(new(0, 0, 0, 100))));
        Assert.Equal((30 / 35.0 + 0) / 2, metric.Over(Patients(filtered: true), Bootstrap)!.Value.Value, 1e-12);

        static MeasuredDetection Detection(ConfusionCounts counts) => new(counts, null, Filtered: false);
    }

    [Fact]
    public void A_patient_has_null_where_a_figure_is_not_defined()
    {
        string[] keys = ["dice", "sensitivity", "precision", "lesions", "lesions_found", "false_positive_lesions", "lesion_recall", "lesion_f1", "hd95_mm", "surface_dice"];
        double?[][] patients = [.. Patients(filtered: true).Select(patient => keys.Select(key => Catalog(key).Of(patient)).ToArray())];

        Assert.Equal([20 / 35.0, 0.5, 10 / 15.0, 2, 1, 3, 0.5, 2 / 6.0, 4, 0.6], patients[0]);
        Assert.Equal([null, null, null, 0, 0, 0, null, null, null, null], patients[1]);
        Assert.Equal([0, 0, null, 1, 0, 0, 0, 0, null, 0], patients[2]);
    }

    [Fact]
    public void What_was_not_measured_is_null()
    {
        ImmutableArray<MeasuredDetection> patients = [.. Plain.Select(counts => new MeasuredDetection(counts, null, Filtered: false))];

        var figures = Over(patients);
        Assert.All(["dice_unfiltered", "dice", "mean_patient_dice", "sensitivity", "precision"], key => Assert.NotNull(figures[key]));
        Assert.All(
            ["lesions", "lesions_found", "false_positive_lesions", "lesion_recall", "lesion_precision", "lesion_f1", "false_positives_per_scan"],
            key => Assert.Null(figures[key]));
        Assert.All(["hd95_mm", "median_hd95_mm", "surface_dice", "median_surface_dice"], key => Assert.Null(figures[key]));
        Assert.Equal([0.5, 0.5, 0.5], new[] { "dice", "sensitivity", "precision" }.Select(key => Catalog(key).Of(patients[0])!.Value));
    }

    [Theory]
    [InlineData(0.5, null, 1, 0.5)]
    [InlineData(2.0, 2.0, 4, 1.0, 1.0, 1.0, 5.0)]
    public void Spread_over_models_is_that_of_a_sample(double mean, double? deviation, int models, params double[] values) =>
        Assert.Equal(new FigureSpread(mean, deviation, models), FigureSpread.Of([null, .. values.Select(value => (double?)value)]));

    [Fact]
    public void A_figure_that_no_model_has_has_no_spread() => Assert.Null(FigureSpread.Of([null, null]));

    [Fact]
    public void Names_in_files_are_unique_and_every_name_has_its_definition()
    {
        string[] names = [.. FigureKey.All.Select(key => key.ToString())];
        var definitions = MetricCatalog.Definitions(native: true);

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(MetricCatalog.All, metric => Assert.NotEmpty(definitions[metric.Key]));
        Assert.All(FigureThreshold.All, threshold => Assert.NotEmpty(definitions[$"{threshold.Key}_threshold"]));
        Assert.False(MetricCatalog.Definitions(native: false).ContainsKey("native"));
    }

    /// <summary>Definitions once named an option that does not exist: names with underscores are those of fields and figures.</summary>
    [Fact]
    public void Definitions_name_nothing_that_does_not_exist()
    {
        string[] known = [.. MetricCatalog.All.Select(metric => metric.Key), "recall_n", "precision_n", "healthy_rate", "surface_tolerance", "lesion_rule"];

        Assert.Contains(EvaluationJson.Default.EvaluationReport.Properties, property => property.Name == "healthy_rate");
        Assert.Contains(EvaluationJson.Default.EvaluationReport.Properties, property => property.Name == "surface_tolerance");
        Assert.Contains(EvaluationJson.Default.EvaluationReport.Properties, property => property.Name == "lesion_rule");
        Assert.All(
            MetricCatalog.Definitions(native: true).Values.SelectMany(definition => Regex.Matches(definition, "[a-z0-9]+(_[a-z0-9]+)+").Select(match => match.Value)),
            name => Assert.Contains(name, known));
    }

    private static ImmutableArray<MeasuredDetection> Patients(bool filtered) => [.. Plain.Zip(Volumes, (counts, volume) => new MeasuredDetection(counts, volume, filtered))];

    private static Dictionary<string, Figure?> Over(ImmutableArray<MeasuredDetection> patients) => MetricCatalog.All.ToDictionary(metric => metric.Key, metric => metric.Over(patients, Bootstrap));

    private static Metric Catalog(string key) => MetricCatalog.All.Single(metric => metric.Key == key);
}
