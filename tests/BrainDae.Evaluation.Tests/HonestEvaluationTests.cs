using System.Collections.Immutable;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Intervals;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Evaluation.Tests;

/// <summary>Thresholds without a look at the patients, figures by lesion and in millimetres, intervals.</summary>
public sealed class HonestEvaluationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallCohort cohort = new(patients: 9);

    public HonestEvaluationTests()
    {
        TestModel.Write(Model);
        TestModel.Calibrate(Model, cohort.Store, cohort.Split.Val);
    }

    private ModelFolder Model => ModelFolder.Of(folder["models"], "small");

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.05)]
    public void Healthy_threshold_lets_the_chosen_share_of_healthy_tissue_through(double rate)
    {
        TestModel.Calibrate(Model, cohort.Store, cohort.Split.Val, new() { HealthyRate = rate });
        var flair = Flair(Evaluate(new()));

        // The score of the baseline is the image itself: count it in the healthy slices of the val split.
        var tissue = new[] { "P03", "P04" }.Select(name => cohort.Store.Get(name)).SelectMany(HealthyFlair).ToArray();
        var threshold = (Half)Value(flair, MetricCatalog.Threshold, Healthy);
        Assert.InRange(Share(tissue.Count(v => (Half)v > threshold)), 0, rate);
        Assert.True(Share(tissue.Count(v => (Half)v >= threshold)) > rate);

        double Share(int count) => count / (double)tissue.Length;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Measurements_beside_the_network_and_after_it_are_those_of_the_scores(bool filters)
    {
        var options = new EvaluationOptions { UseComponentFilter = filters };
        var report = Flair(Evaluate(options));

        foreach (var result in report.Patients)
        {
            var patient = cohort.Store.Get(result.Name);
            Same(Val);
            Same(Healthy);
            if (filters)
            {
                Same(FigureThreshold.Ideal);
            }
            else
            {
                Assert.DoesNotContain("ideal_lesions", result.Figures.Keys);
            }

            void Same(FigureThreshold at)
            {
                var threshold = Value(report, MetricCatalog.Threshold, at);
                var scores = Enumerable.Range(0, patient.Count).SelectMany(slice => FlairOf(patient, slice)).ToArray();
                var measurement = PatientMeasurement.Of(options);
                var expected = measurement.At(scores, measurement.Truth(patient, patient.Labels()), threshold, new FlairIntensityScore());
                Assert.Equal(OptionalStatistic.Defined(expected.Hausdorff95), result.Find(MetricCatalog.Hausdorff95, at));
                Assert.Equal(OptionalStatistic.Defined(expected.SurfaceDice), result.Find(MetricCatalog.SurfaceDice, at));
                Assert.Equal(
                    (expected.Lesions.Lesions, expected.Lesions.Found, expected.Lesions.FalsePositives),
                    (result.Figures[$"{at.Key}_lesions"], result.Figures[$"{at.Key}_lesions_found"], result.Figures[$"{at.Key}_false_positive_lesions"]));
                if (filters)
                {
                    Assert.Equal(OptionalStatistic.Defined(expected.Voxels.Dice), result.Find(MetricCatalog.Dice, at));
                }
            }
        }
    }

    [Fact]
    public void Squares_are_found_with_their_volume_and_their_distance_in_millimetres()
    {
        var report = Evaluate(new());
        var flair = Flair(report);

        // Two slices of 36 voxels of the 1 mm scan: 0.072 ml.
        Assert.All(flair.Patients, p => Assert.Equal((0.072, "below 10 ml"), (p.TumourMillilitres, p.VolumeGroup)));
        var group = Assert.Single(flair.VolumeGroups);
        Assert.Equal(("below 10 ml", 4), (group.Group, group.Patients));
        Assert.Equal(flair.Patients.Average(p => p.Find(MetricCatalog.Dice, Val)), group.Figures["validation_dice"].Value);
        Assert.Equal((4, 4, 1.0), (flair.Figures["validation_lesions"].Value, flair.Figures["validation_lesions_found"].Value, Value(flair, MetricCatalog.LesionRecall, Val)));
        Assert.InRange(Value(flair, MetricCatalog.SurfaceDice, Val), 0.9, 1);
        // Pixels of 64 mm / 32: any distance is a multiple of 2 mm within a slice and of 1 mm across.
        Assert.InRange(Value(flair, MetricCatalog.Hausdorff95, Val), 0, 4);
        Assert.Equal(4, flair.Find(MetricCatalog.Hausdorff95, Val)!.Value.Count);
    }

    [Fact]
    public void Intervals_hold_their_figures_and_follow_from_the_seed()
    {
        var first = Evaluate(new() { Resamples = 300 });
        var again = Evaluate(new() { Resamples = 300 });
        var other = Evaluate(new() { Resamples = 300, BootstrapSeed = 5 });

        Assert.Equal(new(300, 0), first.Bootstrap);
        foreach (var score in first.Scores)
        {
            Assert.NotNull(score.Find(MetricCatalog.AveragePrecision)!.Value.Interval);
            Assert.All(FigureThreshold.All, threshold => Assert.All(
                [MetricCatalog.UnfilteredDice, MetricCatalog.Dice, MetricCatalog.MeanPatientDice], metric => Assert.NotNull(score.Find(metric, threshold)!.Value.Interval)));
            Assert.All(score.Figures.Values.Where(figure => figure.Interval is not null), figure =>
                Assert.InRange(figure.Value, figure.Interval!.Value.Low - 1e-12, figure.Interval.Value.High + 1e-12));
        }

        Assert.Equal(first.Scores.Select(s => s.Figures), again.Scores.Select(s => s.Figures));
        Assert.NotEqual(first.Scores.Select(s => s.Find(MetricCatalog.AveragePrecision)), other.Scores.Select(s => s.Find(MetricCatalog.AveragePrecision)));
        Assert.Equal(first.Scores.Select(s => s.AveragePrecision), other.Scores.Select(s => s.AveragePrecision));
    }

    [Fact]
    public void What_the_network_gains_is_the_difference_to_the_strongest_baseline_on_the_same_resamples()
    {
        var report = Evaluate(new() { Resamples = 300 });

        var (ours, theirs, gain) = (report.Default, report.StrongestBaseline!, report.Gain!);
        Assert.Equal((ours.Name, theirs.Name, 4), (gain.Score, gain.Baseline, gain.Patients));
        Assert.Equal(ours.AveragePrecision!.Value - theirs.AveragePrecision!.Value, gain.AveragePrecision, 1e-12);
        Assert.Equal(ours.Patients.Count(p => p.Find(MetricCatalog.AveragePrecision) > theirs.Patients.Single(q => q.Name == p.Name).Find(MetricCatalog.AveragePrecision)), gain.PatientsBetter);
        Assert.InRange(gain.AveragePrecision, gain.Interval!.Value.Low - 1e-12, gain.Interval.Value.High + 1e-12);
        Assert.InRange(gain.Interval.Value.Low, IntervalOf(ours).Low - IntervalOf(theirs).High - 1e-12, 1);
        Assert.Equal(gain, Evaluate(new() { Resamples = 300 }).Gain);

        static ConfidenceInterval IntervalOf(ScoreResult score) => score.Find(MetricCatalog.AveragePrecision)!.Value.Interval!.Value;
    }

    [Fact]
    public void What_makes_a_resample_hard_for_both_scores_cancels()
    {
        var ours = Flair(Evaluate(new()));
        ImmutableArray<double> theirs = [0.2, 0.9, 0.5, 0.4, double.NaN];
        var resampled = new Dictionary<string, ImmutableArray<double>> { ["network"] = [.. theirs.Select(value => value + 0.125)], [ours.Name] = theirs };

        var gain = NetworkGain.Of(Of(0.75) with { Name = "network" }, Of(0.625), resampled)!;

        Assert.Equal(0.125, gain.AveragePrecision, 1e-12);
        Assert.Equal((0.125, 0.125), (Math.Round(gain.Interval!.Value.Low, 9), Math.Round(gain.Interval.Value.High, 9)));
        Assert.Equal((0, 4), (gain.PatientsBetter, gain.Patients));
        Assert.Null(NetworkGain.Of(ours, ours, resampled));
        Assert.Null(NetworkGain.Of(ours, null, resampled));
        Assert.Null(NetworkGain.Of(Of(null) with { Name = "network" }, ours, resampled));

        ScoreResult Of(double? precision) => ours with { Figures = new() { { new(MetricCatalog.AveragePrecision), Figure.Of(precision, null, 4) } } };
    }

    [Fact]
    public void Every_figure_of_a_patient_is_in_its_row()
    {
        var report = Evaluate(new());
        EvaluationFiles.Write(folder["results"], report);

        var rows = File.ReadAllLines(folder["results", "patients.csv"]).Select(line => line.Split(',')).ToArray();
        var row = rows.Single(r => r[0] == "flair_intensity" && r[1] == "P07");
        var patient = Flair(report).Patients.Single(p => p.Name == "P07");
        Assert.Equal(8 + 2 + 7 * MetricCatalog.All.Count(metric => metric is { OfPatients: true, IsAtThreshold: true }), rows[0].Length);
        Assert.All(patient.Figures, figure => Assert.Equal(figure.Value, Cell(figure.Key)));
        Assert.All(
            ["synthetic_precision", "validation_hd95_mm", "healthy_lesion_f1", "ideal_sensitivity", "average_precision", "own_ideal_dice"],
            column => Assert.Contains(column, patient.Figures.Keys));
        Assert.Equal((patient.Figures["ideal_dice"], patient.Figures["validation_dice"]), (Cell("dice_at_ideal_threshold"), Cell("dice_at_validation_threshold")));
        Assert.Equal(0.072, Cell("tumour_millilitres"));

        double? Cell(string column) => row[Array.IndexOf(rows[0], column)] is { Length: > 0 } text ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    public void Dispose()
    {
        cohort.Dispose();
        folder.Dispose();
    }

    private static FigureThreshold Val => FigureThreshold.Of(ThresholdKind.Val);

    private static FigureThreshold Healthy => FigureThreshold.Of(ThresholdKind.Healthy);

    private static double Value(ScoreResult score, Metric metric, FigureThreshold threshold) => score.Find(metric, threshold)!.Value.Value;

    private static ScoreResult Flair(EvaluationReport report) => report.Scores.Single(s => s.Name == new FlairIntensityScore().Name);

    private static float[] FlairOf(PatientSliceFile patient, int slice)
    {
        var image = new float[Modalities.Brats.Count * patient.Size * patient.Size];
        patient.CopyImage(slice, image);
        return image[..(patient.Size * patient.Size)];
    }

    private static IEnumerable<float> HealthyFlair(PatientSliceFile patient)
    {
        foreach (var slice in Enumerable.Range(0, SmallCohort.HealthySlices))
        {
            var (image, mask) = (new float[Modalities.Brats.Count * patient.Size * patient.Size], new byte[patient.Size * patient.Size]);
            patient.CopyImage(slice, image);
            ForegroundMask.Find(image, mask);
            for (var pixel = 0; pixel < mask.Length; pixel++)
            {
                if (mask[pixel] != 0)
                {
                    yield return image[pixel];
                }
            }
        }
    }

    private EvaluationReport Evaluate(EvaluationOptions options)
    {
        return Evaluations.Run(Model, cohort.Store, cohort.Split, options with { Resamples = Math.Min(options.Resamples, 300) }, folder["scratch"]);
    }
}
